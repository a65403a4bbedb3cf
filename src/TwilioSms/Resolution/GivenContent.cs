using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwilioSms.FreeMarker;

namespace TwilioSms.Resolution;

/// <summary>What a caller gave as the content of a message, as bytes that are equal where the content is: in whichever order metadata is
/// given, and whether it is JSON or the caller's own dictionaries.</summary>
internal static class GivenContent
{
    // Deeper than any template looks; a dictionary that holds itself ends here.
    private const int DeepestValue = 64;

    public static void Write(ref ContentWriter writer, SmsMessage message, SmsSenderAddress sender)
    {
        Write(ref writer, sender.From, 0);
        Write(ref writer, sender.MessagingServiceSid, 0);
        Write(ref writer, message.Body, 0);
        Write(ref writer, message.TemplateName, 0);
        Write(ref writer, message.ContentSid, 0);
        Write(ref writer, message.ContentVariables, 0);
        writer.Write('[');
        for (var i = 0; i < message.MediaUrls.Count; i++)
        {
            Write(ref writer, message.MediaUrls[i]?.OriginalString, 1);
        }

        writer.Write(']');
        foreach (var name in message.Metadata?.Names.OrderBy(static name => name, StringComparer.Ordinal) ?? Enumerable.Empty<string>())
        {
            writer.Write(name);
            Write(ref writer, message.Metadata![name], 0);
        }
    }

    private static void Write(ref ContentWriter writer, object? value, int depth)
    {
        if (depth > DeepestValue)
        {
            return;
        }

        switch (value)
        {
            case null:
                writer.Write('-');
                break;
            case string text:
                writer.Write('s');
                writer.Write(text);
                break;
            case bool flag:
                writer.Write(flag ? 't' : 'f');
                break;
            case JsonElement json:
                WriteJson(ref writer, json, depth);
                break;
            case JsonNode json:
                using (var document = JsonDocument.Parse(json.ToJsonString()))
                {
                    WriteJson(ref writer, document.RootElement, depth);
                }

                break;
            case ITemplateHash hash:
                WriteNamed(ref writer, hash.Keys.Select(key => new KeyValuePair<string, object?>(key, hash.GetValue(key))), depth);
                break;
            case IReadOnlyDictionary<string, object?> values:
                WriteNamed(ref writer, values, depth);
                break;
            case IDictionary values:
                WriteNamed(
                    ref writer,
                    values.Cast<DictionaryEntry>().Select(static entry => new KeyValuePair<string, object?>(
                        Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value)),
                    depth);
                break;
            case IEnumerable values:
                WriteList(ref writer, values.Cast<object?>(), depth);
                break;
            default:
                WritePlain(ref writer, value);
                break;
        }
    }

    private static void WriteJson(ref ContentWriter writer, JsonElement json, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteNamed(ref writer, json.EnumerateObject().Select(static property =>
                    new KeyValuePair<string, object?>(property.Name, property.Value)), depth);
                break;
            case JsonValueKind.Array:
                WriteList(ref writer, json.EnumerateArray().Select(static item => (object?)item), depth);
                break;
            case JsonValueKind.String:
                Write(ref writer, TextOf(json), depth);
                break;
            case JsonValueKind.Number:
                WriteNumber(ref writer, json.GetRawText());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Write(ref writer, json.GetBoolean(), depth);
                break;
            default:
                Write(ref writer, null, depth);
                break;
        }
    }

    // Text with half a surrogate pair is one that the serializer refuses to give: it stays escaped.
    private static string TextOf(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }

    private static void WriteNamed(ref ContentWriter writer, IEnumerable<KeyValuePair<string, object?>> values, int depth)
    {
        writer.Write('{');
        foreach (var pair in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(pair.Key);
            Write(ref writer, pair.Value, depth + 1);
        }

        writer.Write('}');
    }

    private static void WriteList(ref ContentWriter writer, IEnumerable<object?> values, int depth)
    {
        writer.Write('[');
        foreach (var value in values)
        {
            Write(ref writer, value, depth + 1);
        }

        writer.Write(']');
    }

    private static void WritePlain(ref ContentWriter writer, object value)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                WriteNumber(ref writer, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset:
#if NET
            case DateOnly or TimeOnly:
#endif
                writer.Write(value.GetType().Name);
                writer.Write(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                writer.Write(value.GetType().Name);
                writer.Write(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty);
                break;
        }
    }

    // 1, 1.0 and 1e0 are one number.
    private static void WriteNumber(ref ContentWriter writer, string digits)
    {
        const decimal StripsZeros = 1.000000000000000000000000000000000m;
        writer.Write('n');
        writer.Write(decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number / StripsZeros).ToString(CultureInfo.InvariantCulture)
            : digits);
    }
}
