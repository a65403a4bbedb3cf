using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioSms.FreeMarker;

/// <summary>JSON as values of the template language.</summary>
internal static class JsonValues
{
    public static Value Value(JsonNode json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return Value(document.RootElement);
    }

    public static Value Value(JsonElement json)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return json.ValueKind switch
        {
            JsonValueKind.Object => FreeMarker.Value.FromObject(Hash(json)),
            JsonValueKind.Array => FreeMarker.Value.FromObject(new ModelSequence([.. json.EnumerateArray().Select(Value)])),
            JsonValueKind.String => Text(json),
            JsonValueKind.Number => Number.TryParse(json.GetRawText().AsSpan(), out var number)
                ? number : throw new ArgumentException($"The JSON number {json.GetRawText()} is out of range.", nameof(json)),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => default,
        };
    }

    public static ModelHash Hash(JsonElement json)
    {
        var hash = new ModelHash();
        foreach (var property in json.EnumerateObject())
        {
            hash.Set(Name(property), Value(property.Value));
        }

        return hash;
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return JsonEscapes.Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property).ToArray()).AsSpan());
        }
    }

    // Half of a surrogate pair is what JSON can spell and the serializer refuses to give, in texts as in names.
    private static string Text(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var raw = json.GetRawText();
            return JsonEscapes.Unescape(raw.AsSpan(1, raw.Length - 2));
        }
    }
}
