namespace TwilioSms.FreeMarker;

/// <summary>
/// Named values: the data model of a template, or a part of it. <see cref="DataModel"/> makes one from JSON or a dictionary; implement it
/// for values that are fetched when a template asks for them.
/// </summary>
public interface ITemplateHash
{
    /// <summary>The names, in the order in which templates list them.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>The value under a name, null where there is none.</summary>
    /// <param name="key">The name.</param>
    /// <returns>
    /// A string, a boolean, a number, a date or time, a list, a dictionary with string keys, a <c>JsonElement</c>, a <c>JsonNode</c> or
    /// another <see cref="ITemplateHash"/>.
    /// </returns>
    object? GetValue(string key);
}
