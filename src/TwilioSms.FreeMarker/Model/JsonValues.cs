using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioSms.FreeMarker.Model;

/// <summary>JSON as values of the template language.</summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions DeepestDocument = new() { MaxDepth = ModelDepth.Most + 1 };

    /// <param name="json">The value.</param>
    /// <param name="depth">How many lists and objects it stands in.</param>
    public static Value Value(JsonNode json, int depth)
    {
        ModelDepth.Check(json, depth);
        using var document = JsonDocument.Parse(json.ToJsonString(), DeepestDocument);
        return Value(document.RootElement, depth);
    }

    /// <param name="json">The value.</param>
    /// <param name="depth">How many lists and objects it stands in.</param>
    public static Value Value(JsonElement json, int depth)
    {
        ModelDepth.Check(depth);
        return json.ValueKind switch
        {
            JsonValueKind.Object => Model.Value.FromObject(Hash(json, depth)),
            JsonValueKind.Array => Model.Value.FromObject(new ModelSequence([.. json.EnumerateArray().Select(item => Value(item, depth + 1))])),
            JsonValueKind.String => Text(json),
            JsonValueKind.Number => Number.TryParse(json.GetRawText().AsSpan(), out var number)
                ? number : throw new ArgumentException("A number of the JSON has an exponent that is out of range.", nameof(json)),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => default,
        };
    }

    public static ModelHash Hash(JsonElement json, int depth)
    {
        var hash = new ModelHash();
        foreach (var property in json.EnumerateObject())
        {
            hash.Set(Name(property), Value(property.Value, depth + 1));
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
