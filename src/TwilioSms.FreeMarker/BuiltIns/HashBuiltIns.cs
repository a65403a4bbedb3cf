namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of hashes.</summary>
internal static class HashBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("keys", BuiltInTarget.ExtendedHash, BuiltInCost.Own, static (in call) => Keys(call)),
        BuiltIn.Of("values", BuiltInTarget.ExtendedHash, BuiltInCost.Own, static (in call) => Values(call)),
    ];

    private static Value Keys(in BuiltInCall call)
    {
        var hash = call.ExtendedHash;
        call.Environment.ChargeCollection(hash.Count, call.Node);
        var keys = new Value[hash.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = hash.KeyAt(i);
        }

        return Value.FromObject(new ListedCollection(keys));
    }

    private static Value Values(in BuiltInCall call)
    {
        var hash = call.ExtendedHash;
        call.Environment.ChargeCollection(hash.Count, call.Node);
        var values = new Value[hash.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = hash.ValueAt(i);
        }

        return Value.FromObject(new ListedCollection(values));
    }

    /// <summary>What <c>?keys</c> and <c>?values</c> give: a collection by FreeMarker's terms (<c>?is_collection</c>), and a sequence too.</summary>
    private sealed class ListedCollection(Value[] items) : ISequence, IIterable
    {
        public int Count => items.Length;

        public Value this[int index] => items[index];

        public IValueIterator Iterate(Environment environment) => new Iterator(items);

        private sealed class Iterator(Value[] items) : IValueIterator
        {
            private int index = -1;

            public Value Current => items[index];

            public bool MoveNext(Environment environment) => ++index < items.Length;
        }
    }
}
