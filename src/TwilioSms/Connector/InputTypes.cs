using System.Globalization;
using System.Text.Json;

namespace TwilioSms.Connector;

/// <summary>The types that the inputs of actions have.</summary>
internal static class InputTypes
{
    private static readonly char[] ListSeparators = [',', ';', ' ', '\t', '\r', '\n', '\u00A0'];

    private static readonly char[] UrlSeparators = [' ', '\t', '\r', '\n', '\u00A0'];

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>A string.</summary>
    public static readonly InputType<string> Text = new(ConnectorParameterType.String, ReadText);

    /// <summary>A string that separates its items by comma, semicolon or white space; or an array of strings.</summary>
    public static readonly InputType<IReadOnlyList<string>> TextList = new(ConnectorParameterType.String, ReadTextList);

    /// <summary>An object, or the text of one.</summary>
    public static readonly InputType<SmsMetadata> Object = new(ConnectorParameterType.Json, ReadObject);

    /// <summary>The text of a JSON object: an object, or its text, which may be a template.</summary>
    public static readonly InputType<string> ObjectText = new(ConnectorParameterType.Json, ReadObjectText);

    /// <summary>An absolute URL.</summary>
    public static readonly InputType<Uri> Url = new(ConnectorParameterType.String, static (json, name) =>
        ReadText(json, name) is { } text ? ParseUrl(text, name) : null);

    /// <summary>A string that separates absolute URLs by white space; or an array of strings.</summary>
    public static readonly InputType<IReadOnlyList<Uri>> UrlList = new(ConnectorParameterType.String, static (json, name) =>
        ReadItems(json, name, UrlSeparators)?.ConvertAll(item => ParseUrl(item, name)));

    /// <summary>A moment in the form of ISO 8601, with its offset.</summary>
    public static readonly InputType<DateTimeOffset?> Time = new(ConnectorParameterType.String, ReadTime);

    /// <summary>A number of seconds, as a number or its text; or <c>hh:mm:ss</c>.</summary>
    public static readonly InputType<TimeSpan?> Duration = new(ConnectorParameterType.String, ReadDuration);

    /// <summary>Parses the text of an input.</summary>
    /// <exception cref="TwilioInvalidInputException">The text is not JSON.</exception>
    public static JsonElement ParseJson(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            // Not as the inner exception: its message quotes the input.
            throw new TwilioInvalidInputException(name, FormattableString.Invariant(
                $"{name} is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})."));
        }
        catch (ArgumentException)
        {
            throw new TwilioInvalidInputException(name, $"{name} is not valid JSON: it has half a character, a surrogate without its other.");
        }
    }

    public static TwilioInvalidInputException WrongType(string name, JsonValueKind kind, string expected) =>
        new(name, $"{name} is a JSON {kind}; it has to be {expected}.");

    private static string? ReadText(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.String ? throw WrongType(name, json.ValueKind, "a string")
        : json.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text
        : null;

    private static List<string>? ReadTextList(JsonElement json, string name) => ReadItems(json, name, ListSeparators);

    private static List<string>? ReadItems(JsonElement json, string name, char[] separators)
    {
        var items = json.ValueKind switch
        {
            JsonValueKind.String => [.. json.GetString()!.Split(separators, StringSplitOptions.RemoveEmptyEntries)],
            JsonValueKind.Array => ReadItems(json, name),
            _ => throw WrongType(name, json.ValueKind, "an array of strings, or a string"),
        };
        return items.Exists(static item => !string.IsNullOrWhiteSpace(item)) ? items : null;
    }

    private static List<string> ReadItems(JsonElement array, string name)
    {
        var items = new List<string>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            items.Add(item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw WrongType(FormattableString.Invariant($"{name}[{items.Count}]"), item.ValueKind, "a string"));
        }

        return items;
    }

    private static string? ReadObjectText(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.GetRawText(),
        JsonValueKind.String => ReadText(json, name),
        _ => throw WrongType(name, json.ValueKind, "an object"),
    };

    private static Uri ParseUrl(string text, string name) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
        ? url
        : throw new TwilioInvalidInputException(name, $"{name} is not an absolute URL.");

    // Without an offset it would be the time of whatever machine the connector runs on.
    private static DateTimeOffset? ReadTime(JsonElement json, string name) => ReadText(json, name) switch
    {
        null => null,
        { } text when DateTimeOffset.TryParseExact(text.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw new TwilioInvalidInputException(name, $"{name} is not a time such as 2026-12-24T18:00:00+01:00, which has its offset or Z."),
    };

    private static TimeSpan? ReadDuration(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Number ? ParseDuration(json.GetRawText(), name)
        : ReadText(json, name) is { } text ? ParseDuration(text.Trim(), name)
        : null;

    private static TimeSpan ParseDuration(string text, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time
        : throw new TwilioInvalidInputException(name, $"{name} is neither a whole number of seconds nor a time such as 00:10:00.");

    private static SmsMetadata? ReadObject(JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            if (string.IsNullOrWhiteSpace(json.GetString()))
            {
                return null;
            }

            json = ParseJson(json.GetString()!, name);
        }

        return json.ValueKind switch
        {
            JsonValueKind.Object => SmsMetadata.FromJsonElement(json),
            JsonValueKind.Null => null,
            _ => throw WrongType(name, json.ValueKind, "an object"),
        };
    }
}
