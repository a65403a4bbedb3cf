namespace TwilioSms.FreeMarker;

/// <summary>A hash held in memory: keys in the order they were first set.</summary>
internal class OrderedHash : IExtendedHash, INesting
{
    /// <summary>Up to here, comparing keys one after the other is faster than an index.</summary>
    private const int MaxSearched = 8;

    private readonly List<KeyValuePair<string, Value>> entries;
    private Dictionary<string, int>? index;

    public OrderedHash(int capacity = 0) => entries = new(capacity);

    public int Depth { get; set; } = 1;

    public int Count => entries.Count;

    public bool IsEmpty => entries.Count == 0;

    public Value Get(string key, Environment environment) => Find(key);

    public Value Find(string key) => PositionOf(key) is >= 0 and var position ? entries[position].Value : default;

    public string KeyAt(int position) => entries[position].Key;

    public Value ValueAt(int position) => entries[position].Value;

    /// <summary>Sets a value; a key that is there already keeps its place.</summary>
    public void Set(string key, in Value value)
    {
        var entry = new KeyValuePair<string, Value>(key, value);
        var position = PositionOf(key);
        if (position >= 0)
        {
            entries[position] = entry;
            return;
        }

        entries.Add(entry);
        if (index is not null)
        {
            index.Add(key, entries.Count - 1);
        }
        else if (entries.Count > MaxSearched)
        {
            index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < entries.Count; i++)
            {
                index.Add(entries[i].Key, i);
            }
        }
    }

    private int PositionOf(string key)
    {
        if (index is not null)
        {
            return index.TryGetValue(key, out var found) ? found : -1;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
