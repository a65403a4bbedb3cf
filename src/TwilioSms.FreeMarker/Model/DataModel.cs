using System.Text.Json;
using System.Text.Json.Nodes;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker;

/// <summary>
/// Makes data models. What they hold is copied: a model does not change with its source, and threads may share it. Key order is kept; a
/// null is a missing value.
/// </summary>
public static class DataModel
{
    /// <summary>A data model without data.</summary>
    public static ITemplateHash Empty { get; } = new ModelHash();

    /// <summary>The data model of a JSON object. Numbers keep their digits: 1.10 has two decimals.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not an object, is deeper than 512 levels, or holds a number with an
    /// exponent beyond 2,147,483,647.</exception>
    public static ITemplateHash From(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
            ? JsonValues.Hash(json, 0)
            : throw new ArgumentException($"A data model is a JSON object, but this is {json.ValueKind}.", nameof(json));

    /// <summary>The data model of a JSON object.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not an object, is deeper than 512 levels, or holds a number with an
    /// exponent beyond 2,147,483,647.</exception>
    public static ITemplateHash From(JsonNode json) => json switch
    {
        null => throw new ArgumentNullException(nameof(json)),
        JsonObject => (ModelHash)JsonValues.Value(json, 0).Object!,
        _ => throw new ArgumentException($"A data model is a JSON object, but this is {json.GetValueKind()}.", nameof(json)),
    };

    /// <summary>The data model of a dictionary.</summary>
    /// <param name="values">
    /// Strings, booleans, numbers, dates and times, lists, dictionaries with string keys, <see cref="JsonElement"/>, <see cref="JsonNode"/>
    /// and <see cref="ITemplateHash"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is of another type, or the values are deeper than 512 levels: then one may contain itself.</exception>
    public static ITemplateHash From(IEnumerable<KeyValuePair<string, object?>> values) =>
        values is null ? throw new ArgumentNullException(nameof(values)) : ObjectValues.Hash(values, string.Empty, 0);
}
