namespace TwilioSms.FreeMarker;

// Lists and hashes that a template makes; their items are charged before by who makes them.
internal sealed partial class Environment
{
    public Value MakeSequence(Value[] items, Node at)
    {
        var depth = 0;
        foreach (var item in items)
        {
            depth = Math.Max(depth, (item.Object as INesting)?.Depth ?? 0);
        }

        CheckValueDepth(depth + 1, at);
        return Value.FromObject(new ListSequence(items) { Depth = depth + 1 });
    }

    public Value MakeHash(OrderedHash hash, Node at)
    {
        var depth = 0;
        for (var i = 0; i < hash.Count; i++)
        {
            depth = Math.Max(depth, (hash.ValueAt(i).Object as INesting)?.Depth ?? 0);
        }

        CheckValueDepth(depth + 1, at);
        hash.Depth = depth + 1;
        return Value.FromObject(hash);
    }

    /// <summary>The items of a collection as a sequence.</summary>
    public ISequence Collect(IIterable iterable, Node at)
    {
        var items = new List<Value>();
        var iterator = iterable.Iterate(this);
        while (iterator.MoveNext(this))
        {
            ChargeCollection(items.Count + 1L, 1, at);
            items.Add(iterator.Current);
        }

        return new ListSequence(items);
    }
}
