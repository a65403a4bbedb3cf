using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// Lists and hashes that a template makes; their items are charged before by who makes them.
internal sealed partial class Environment
{
    public Value MakeSequence(IReadOnlyList<Value> items, Node at)
    {
        var depth = 1;
        for (var i = 0; i < items.Count; i++)
        {
            depth = Math.Max(depth, Nesting.Around(items[i].Object));
        }

        return Nested(new ListSequence(items) { Depth = depth }, at);
    }

    public Value MakeHash(OrderedHash hash, Node at)
    {
        hash.Depth = 1;
        for (var i = 0; i < hash.Count; i++)
        {
            hash.Depth = Math.Max(hash.Depth, Nesting.Around(hash.ValueAt(i).Object));
        }

        return Nested(hash, at);
    }

    /// <summary>A list or hash whose depth is known.</summary>
    public Value Nested(INesting collection, Node at)
    {
        CheckValueDepth(collection.Depth, at);
        return Value.FromObject(collection);
    }

    /// <summary>The items of a collection as a sequence.</summary>
    public ISequence Collect(IIterable iterable, Node at)
    {
        var items = new List<Value>();
        var iterator = iterable.Iterate();
        while (iterator.MoveNext())
        {
            ChargeCollection(items.Count + 1L, 1, at);
            items.Add(iterator.Current);
        }

        return (ISequence)MakeSequence(items, at).Object!;
    }
}
