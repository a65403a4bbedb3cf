using System.Text.Json;

namespace TwilioSms;

/// <summary>The types that the inputs of actions have.</summary>
internal static class InputTypes
{
    private static readonly char[] ListSeparators = [',', ';', ' ', '\t', '\r', '\n', '\u00A0'];

    /// <summary>A string.</summary>
    public static readonly InputType<string> Text = new(ConnectorParameterType.String, ReadText);

    /// <summary>A string that separates its items by comma, semicolon or white space; or an array of strings.</summary>
    public static readonly InputType<IReadOnlyList<string>> TextList = new(ConnectorParameterType.String, ReadTextList);

    /// <summary>An object, or the text of one.</summary>
    public static readonly InputType<SmsMetadata> Object = new(ConnectorParameterType.Json, ReadObject);

    /// <summary>Parses the text of an input.</summary>
    /// <exception cref="SmsInvalidInputException">The text is not JSON.</exception>
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
            throw new SmsInvalidInputException(name, FormattableString.Invariant(
                $"{name} is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})."));
        }
        catch (ArgumentException)
        {
            throw new SmsInvalidInputException(name, $"{name} is not valid JSON: it has half a character, a surrogate without its other.");
        }
    }

    public static SmsInvalidInputException WrongType(string name, JsonValueKind kind, string expected) =>
        new(name, $"{name} is a JSON {kind}; it has to be {expected}.");

    private static string? ReadText(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.String ? throw WrongType(name, json.ValueKind, "a string")
        : json.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text
        : null;

    private static List<string>? ReadTextList(JsonElement json, string name)
    {
        var items = json.ValueKind switch
        {
            JsonValueKind.String => [.. json.GetString()!.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries)],
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
