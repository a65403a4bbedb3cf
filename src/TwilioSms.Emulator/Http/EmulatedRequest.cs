using Microsoft.AspNetCore.Http;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator;

/// <summary>A request as it reached the emulator, for choosing which requests a fault befalls.</summary>
public sealed class EmulatedRequest
{
    private readonly RequestForm form;

    /// <param name="id">The id the answer gives it.</param>
    /// <param name="request">The request.</param>
    /// <param name="form">Its form.</param>
    /// <param name="problem">Why the request cannot be read, if it cannot.</param>
    internal EmulatedRequest(string id, HttpRequest request, RequestForm form, TwilioError? problem)
    {
        Id = id;
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        Query = request.Query;
        Authorization = request.Headers.Authorization.ToString();
        Problem = problem;
        this.form = form;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The <c>To</c> form parameter; empty where there is none.</summary>
    public string To => this["To"];

    /// <summary>The <c>From</c> form parameter; empty where there is none.</summary>
    public string From => this["From"];

    /// <summary>The <c>Body</c> form parameter; empty where there is none.</summary>
    public string Body => this["Body"];

    /// <summary>A form parameter; the first one of a repeated name, empty where there is none.</summary>
    /// <param name="parameter">The name in Twilio's spelling, as <c>StatusCallback</c>: upper and lower case tell names apart.</param>
    public string this[string parameter] => form.All(parameter) is [var first, ..] ? first : "";

    internal string Id { get; }

    /// <summary>Why the request cannot be read, if it cannot.</summary>
    internal TwilioError? Problem { get; }

    internal IQueryCollection Query { get; }

    internal string Authorization { get; }

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters => form.Parameters;

    /// <summary>Whether the form has the parameter, be it empty.</summary>
    internal bool Has(string parameter) => form.All(parameter).Count > 0;

    /// <summary>Whether the parameter has a value; an empty one says no more than none, but for an update.</summary>
    internal bool Gives(string parameter) => this[parameter].Length > 0;

    internal IReadOnlyList<string> All(string parameter) => form.All(parameter);

    /// <summary>The method and the path; no parameter.</summary>
    public override string ToString() => $"{Method} {Path}";
}
