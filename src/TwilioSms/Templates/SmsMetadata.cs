using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TwilioSms.FreeMarker;

namespace TwilioSms;

/// <summary>The values that a message's template refers to: a JSON object, a dictionary, or your own type.</summary>
/// <remarks>Written in place: <c>Metadata = new() { ["name"] = "Ann", ["items"] = new[] { "tea", "milk" } }</c>. Values are strings,
/// booleans, numbers, dates and times, JSON, and dictionaries and lists of these; null is a missing value.</remarks>
public sealed class SmsMetadata
{
    private object source;

    /// <summary>Metadata to be filled through the indexer.</summary>
    public SmsMetadata()
        : this(new Dictionary<string, object?>(StringComparer.Ordinal))
    {
    }

    private SmsMetadata(object source) => this.source = source;

    /// <summary>The names of the values, in order.</summary>
    public IEnumerable<string> Names => source switch
    {
        JsonElement json => json.EnumerateObject().Select(NameOf),
        JsonObject json => json.Select(static property => property.Key),
        _ => ((IReadOnlyDictionary<string, object?>)source).Keys,
    };

    /// <summary>A value by its name; null where it is missing.</summary>
    public object? this[string name]
    {
        get => source switch
        {
            JsonElement json => json.TryGetProperty(name, out var value) ? value : null,
            JsonObject json => json[name],
            _ => ((IReadOnlyDictionary<string, object?>)source).TryGetValue(name, out var value) ? value : null,
        };
        set => Own()[name] = value;
    }

    /// <summary>Metadata out of a JSON object; a JSON null is no metadata.</summary>
    /// <exception cref="TwilioInvalidInputException">The JSON is not an object.</exception>
    public static SmsMetadata FromJsonElement(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new SmsMetadata(json),
        JsonValueKind.Null or JsonValueKind.Undefined => new SmsMetadata(),
        _ => throw NotAnObject(json.ValueKind),
    };

    /// <summary>Metadata out of a JSON object; null is no metadata.</summary>
    /// <exception cref="TwilioInvalidInputException">The JSON is not an object.</exception>
    public static SmsMetadata FromJsonNode(JsonNode? json) => json switch
    {
        null => new SmsMetadata(),
        JsonObject => new SmsMetadata(json),
        _ => throw NotAnObject(json.GetValueKind()),
    };

    /// <summary>Metadata out of a dictionary.</summary>
    public static SmsMetadata FromDictionary(IReadOnlyDictionary<string, object?> values) =>
        new(values ?? throw new ArgumentNullException(nameof(values)));

    /// <summary>Metadata out of a value of your own type, as <paramref name="typeInfo"/> serialises it.</summary>
    /// <exception cref="TwilioInvalidInputException">The value does not serialise to a JSON object.</exception>
    public static SmsMetadata From<T>(T value, JsonTypeInfo<T> typeInfo) => FromJsonElement(JsonSerializer.SerializeToElement(value, typeInfo));

    /// <summary>Metadata out of a JSON object.</summary>
    public static implicit operator SmsMetadata(JsonElement json) => FromJsonElement(json);

    /// <summary>Metadata out of a JSON object.</summary>
    public static implicit operator SmsMetadata(JsonNode? json) => FromJsonNode(json);

    /// <summary>Metadata out of a dictionary.</summary>
    public static implicit operator SmsMetadata(Dictionary<string, object?> values) => FromDictionary(values);

    /// <summary>The names of the values, never the values.</summary>
    public override string ToString() => $"SmsMetadata: {string.Join(", ", Names)}";

    /// <exception cref="TwilioInvalidInputException">A value is of a type that templates do not know.</exception>
    internal ITemplateHash ToDataModel()
    {
        try
        {
            return source switch
            {
                JsonElement json => DataModel.From(json),
                JsonObject json => DataModel.From(json),
                _ => DataModel.From((IReadOnlyDictionary<string, object?>)source),
            };
        }
        catch (ArgumentException exception)
        {
            throw new TwilioInvalidInputException(
                nameof(SmsMessage.Metadata),
                $"Metadata: {WithoutParameter(exception)} Give a value of your own type as SmsMetadata.From(value, typeInfo), where typeInfo is its "
                + "JsonTypeInfo of a JsonSerializerContext.",
                exception);
        }
    }

    // The name of the engine's own parameter, which the framework adds, says nothing to the caller.
    private static string WithoutParameter(ArgumentException exception) =>
        exception.Message.IndexOf(" (Parameter ", StringComparison.Ordinal) is var end and >= 0 ? exception.Message.Substring(0, end) : exception.Message;

    // A name with half a surrogate pair is one that the serializer refuses to give: it stays escaped.
    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property).ToArray());
        }
    }

    // The caller's own JSON or dictionary is never written to.
    private Dictionary<string, object?> Own()
    {
        if (source is not Dictionary<string, object?> { Comparer: var comparer } values || comparer != StringComparer.Ordinal)
        {
            values = Names.ToDictionary(static name => name, name => this[name], StringComparer.Ordinal);
            source = values;
        }

        return values;
    }

    private static TwilioInvalidInputException NotAnObject(JsonValueKind kind) =>
        new(nameof(SmsMessage.Metadata), $"Metadata is a JSON {kind}; it has to be an object.");
}
