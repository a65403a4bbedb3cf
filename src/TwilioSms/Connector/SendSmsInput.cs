using System.Text.Json;

namespace TwilioSms;

/// <summary>Reads the input of SEND_SMS.</summary>
internal static class SendSmsInput
{
    private static readonly char[] RecipientSeparators = [',', ';', ' ', '\t', '\r', '\n', '\u00A0'];

    public static SmsMessage Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var json = ParseJson(input, "input");
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw WrongType("input", json.ValueKind, "an object");
        }

        return new SmsMessage
        {
            From = RequiredText(json, "smsFrom"),
            To = Recipients(json, "smsTo"),
            Body = RequiredText(json, "smsBody"),
            Metadata = Metadata(json, "metadata"),
        };
    }

    private static string RequiredText(JsonElement json, string name)
    {
        var value = Required(json, name);
        return value.ValueKind != JsonValueKind.String ? throw WrongType(name, value.ValueKind, "a string")
            : value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text
            : throw Missing(name);
    }

    private static List<string> Recipients(JsonElement json, string name)
    {
        var value = Required(json, name);
        var recipients = value.ValueKind switch
        {
            JsonValueKind.String => Split(value.GetString()!),
            JsonValueKind.Array => Items(value, name),
            _ => throw WrongType(name, value.ValueKind, "an array of strings, or a string"),
        };
        return recipients.Exists(static recipient => !string.IsNullOrWhiteSpace(recipient)) ? recipients : throw Missing(name);
    }

    private static List<string> Split(string text) => [.. text.Split(RecipientSeparators, StringSplitOptions.RemoveEmptyEntries)];

    private static List<string> Items(JsonElement array, string name)
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

    private static SmsMetadata? Metadata(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            if (string.IsNullOrWhiteSpace(value.GetString()))
            {
                return null;
            }

            value = ParseJson(value.GetString()!, name);
        }

        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null
            ? SmsMetadata.FromJsonElement(value)
            : throw WrongType(name, value.ValueKind, "an object");
    }

    private static JsonElement Required(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : throw Missing(name);

    private static JsonElement ParseJson(string text, string name)
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
    }

    private static SmsMissingInputException Missing(string name) => new(name, $"{name} is missing: it is mandatory.");

    private static SmsInvalidInputException WrongType(string name, JsonValueKind kind, string expected) =>
        new(name, $"{name} is a JSON {kind}; it has to be {expected}.");
}
