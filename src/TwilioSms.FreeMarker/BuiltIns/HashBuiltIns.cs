using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of hashes.</summary>
internal static class HashBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("keys", BuiltInTarget.ExtendedHash, BuiltInCost.Constant, static (in call) => List(call, static (hash, position) => hash.KeyAt(position))),
        BuiltIn.Of("values", BuiltInTarget.ExtendedHash, BuiltInCost.Constant, static (in call) => List(call, static (hash, position) => hash.ValueAt(position))),
    ];

    private static Value List(in BuiltInCall call, Func<IExtendedHash, int, Value> read)
    {
        var hash = call.ExtendedHash;
        _ = hash.Count; // from now on a sum of hashes has the keys that it has now
        return Value.FromObject(new ListedCollection(call.Environment, hash, read, call.Node));
    }

    /// <summary>
    /// What <c>?keys</c> and <c>?values</c> give: a collection by FreeMarker's terms (<c>?is_collection</c>), and a sequence too. Who lists the
    /// collection sees what the hash holds then; the items of the sequence are those of when it was first asked for one.
    /// </summary>
    private sealed class ListedCollection(Environment environment, IExtendedHash hash, Func<IExtendedHash, int, Value> read, Expression at) : ISequence, IIterable, ILive
    {
        private Value[]? items;

        public int Count => Items.Length;

        public bool IsLive => items is null && hash is ILive;

        private Value[] Items => items ??= Copy();

        public Value this[int index] => Items[index];

        public IValueIterator Iterate() => new Iterator(Copy());

        private Value[] Copy()
        {
            var count = hash.Count;
            environment.Budget.ChargeCollection(count, at);
            var copy = new Value[count];
            for (var i = 0; i < count; i++)
            {
                copy[i] = read(hash, i);
            }

            return copy;
        }

        private sealed class Iterator(Value[] items) : IValueIterator
        {
            private int index = -1;

            public Value Current => items[index];

            public bool MoveNext() => ++index < items.Length;
        }
    }
}
