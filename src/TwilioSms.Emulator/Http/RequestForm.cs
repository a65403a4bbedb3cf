using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace TwilioSms.Emulator.Http;

/// <summary>The parameters of a request's form, with their names as they were written: to Twilio <c>to</c> is not <c>To</c>.</summary>
internal sealed class RequestForm
{
    private const int MostParameters = 1024;
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    private RequestForm(List<KeyValuePair<string, string>> parameters)
    {
        Parameters = parameters;
        foreach (var (name, value) in parameters)
        {
            if (!values.TryGetValue(name, out var all))
            {
                values[name] = all = [];
            }

            all.Add(value);
        }
    }

    public static RequestForm Empty { get; } = new([]);

    /// <summary>Every parameter in the order of the request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var all) ? all : [];

    /// <summary>The form; an empty one where the request has none.</summary>
    /// <exception cref="InvalidDataException">The body says that it is a form and is none.</exception>
    /// <exception cref="IOException">The body is too long, breaks off, or breaks the rules of HTTP.</exception>
    public static async Task<RequestForm> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return Empty;
        }

        if (type.MediaType.Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase))
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return Parse(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
        }

        return type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await ReadMultipartAsync(type, request).ConfigureAwait(false)
            : Empty;
    }

    private static RequestForm Parse(string body)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Add(parameters, Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return new RequestForm(parameters);
    }

    private static async Task<RequestForm> ReadMultipartAsync(MediaTypeHeaderValue type, HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw new InvalidDataException("A multipart form has no boundary.");
        }

        var parameters = new List<KeyValuePair<string, string>>();
        var reader = new MultipartReader(boundary, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted).ConfigureAwait(false) is { } section)
            {
                if (section.AsFormDataSection() is { } field)
                {
                    Add(parameters, field.Name, await field.GetValueAsync(request.HttpContext.RequestAborted).ConfigureAwait(false));
                }
            }
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw new InvalidDataException("A multipart form breaks off.", exception);
        }

        return new RequestForm(parameters);
    }

    private static void Add(List<KeyValuePair<string, string>> parameters, string name, string value)
    {
        if (parameters.Count == MostParameters || name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException("A form has too many parameters, or a NUL in one.");
        }

        parameters.Add(new(name, value));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
