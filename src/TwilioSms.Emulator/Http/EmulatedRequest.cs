using Microsoft.AspNetCore.Http;

namespace TwilioSms.Emulator;

/// <summary>A request as it reached the emulator, for choosing which requests a fault befalls.</summary>
public sealed class EmulatedRequest
{
    private readonly IFormCollection form;

    /// <param name="id">The id the answer gives it.</param>
    /// <param name="request">The request.</param>
    /// <param name="form">Its form; null where it is none that can be read.</param>
    internal EmulatedRequest(string id, HttpRequest request, IFormCollection? form)
    {
        Id = id;
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        Query = request.Query;
        Authorization = request.Headers.Authorization.ToString();
        IsReadable = form is not null;
        this.form = form ?? FormCollection.Empty;
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
    /// <param name="parameter">The name, as <c>StatusCallback</c>.</param>
    public string this[string parameter] => form.TryGetValue(parameter, out var values) ? values[0] ?? "" : "";

    internal string Id { get; }

    /// <summary>Whether the body, where it says that it is a form, is one.</summary>
    internal bool IsReadable { get; }

    internal IQueryCollection Query { get; }

    internal string Authorization { get; }

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        [.. form.SelectMany(static entry => entry.Value, static (entry, value) => KeyValuePair.Create(entry.Key, value ?? ""))];

    /// <summary>Whether the form has the parameter, be it empty.</summary>
    internal bool Has(string parameter) => form.ContainsKey(parameter);

    /// <summary>Whether the parameter has a value; an empty one says no more than none, but for an update.</summary>
    internal bool Gives(string parameter) => this[parameter].Length > 0;

    internal IReadOnlyList<string> All(string parameter) =>
        form.TryGetValue(parameter, out var values) ? [.. values.Select(static value => value ?? "")] : [];

    /// <summary>The method and the path; no parameter.</summary>
    public override string ToString() => $"{Method} {Path}";
}
