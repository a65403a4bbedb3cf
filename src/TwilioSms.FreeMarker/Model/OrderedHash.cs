namespace TwilioSms.FreeMarker.Model;

/// <summary>A hash held in memory: keys in the order they were first set.</summary>
internal class OrderedHash : IExtendedHash, INesting
{
    /// <summary>Up to here, comparing keys one after the other is faster than an index.</summary>
    private const int MaxSearched = 8;

    private string[] keys;
    private Value[] values;
    private Dictionary<string, int>? index;

    public OrderedHash(int capacity = 0) => (keys, values) = capacity == 0 ? ([], []) : (new string[capacity], new Value[capacity]);

    public int Depth { get; set; } = 1;

    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    public Value Get(string key) => Find(key);

    public Value Find(string key)
    {
        var position = PositionOf(key);
        return position < 0 ? default : values[position];
    }

    /// <summary>Whether a key was set, even to a missing value.</summary>
    public bool Contains(string key) => PositionOf(key) >= 0;

    public string KeyAt(int position) => keys[position];

    public Value ValueAt(int position) => values[position];

    /// <summary>Sets a value; a key that is there already keeps its place.</summary>
    public void Set(string key, Value value)
    {
        var position = PositionOf(key);
        if (position < 0)
        {
            position = Add(key);
        }

        values[position] = value;
    }

    public void Clear()
    {
        Array.Clear(keys, 0, Count);
        Array.Clear(values, 0, Count);
        Count = 0;
        index = null;
    }

    private int Add(string key)
    {
        if (Count == keys.Length)
        {
            var capacity = Math.Max(4, Count * 2);
            Array.Resize(ref keys, capacity);
            Array.Resize(ref values, capacity);
        }

        keys[Count] = key;
        if (index is not null)
        {
            index.Add(key, Count);
        }
        else if (Count == MaxSearched)
        {
            index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i <= Count; i++)
            {
                index.Add(keys[i], i);
            }
        }

        return Count++;
    }

    private int PositionOf(string key)
    {
        if (index is not null)
        {
            return index.TryGetValue(key, out var found) ? found : -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (keys[i] == key)
            {
                return i;
            }
        }

        return -1;
    }
}
