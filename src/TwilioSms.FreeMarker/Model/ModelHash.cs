namespace TwilioSms.FreeMarker.Model;

/// <summary>A hash that comes from the data, not from a template.</summary>
internal sealed class ModelHash(int capacity = 0) : OrderedHash(capacity), ITemplateHash
{
    IEnumerable<string> ITemplateHash.Keys => Enumerable.Range(0, Count).Select(KeyAt);

    object? ITemplateHash.GetValue(string key) => ObjectValues.ToObject(Find(key));
}

/// <summary>A list that comes from the data, not from a template.</summary>
internal sealed class ModelSequence(Value[] items) : ISequence
{
    public int Count => items.Length;

    public Value this[int index] => items[index];
}

/// <summary>An <see cref="ITemplateHash"/> of the host's own, asked whenever a template asks.</summary>
internal sealed class HostHash(ITemplateHash hash) : IExtendedHash
{
    // Listing asks for keys by position; the host is asked for them once.
    private string[]? keys;

    public int Count => Keys.Length;

    public bool IsEmpty => Keys.Length == 0;

    private string[] Keys => keys ??= [.. hash.Keys];

    /// <summary>The hash as the engine sees it.</summary>
    public static IExtendedHash Of(ITemplateHash hash) => hash as IExtendedHash ?? new HostHash(hash);

    public Value Get(string key) => ObjectValues.Value(hash.GetValue(key), key, 0);

    public string KeyAt(int position) => Keys[position];

    public Value ValueAt(int position) => ObjectValues.Value(hash.GetValue(Keys[position]), Keys[position], 0);
}
