using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Makes the lists and hashes of a template; their items are charged before by who makes them.</summary>
internal sealed class Collections(Budget budget)
{
    /// <summary>How many sums are views of each other at most.</summary>
    private const int MostViews = 4;

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
        budget.CheckValueDepth(collection.Depth, at);
        return Value.FromObject(collection);
    }

    /// <summary>The items of a collection as a sequence.</summary>
    public ISequence Collect(IIterable iterable, Node at)
    {
        var items = new List<Value>();
        var iterator = iterable.Iterate();
        while (iterator.MoveNext())
        {
            budget.ChargeCollection(items.Count + 1L, 1, at);
            items.Add(iterator.Current);
        }

        return (ISequence)MakeSequence(items, at).Object!;
    }

    /// <summary>The entries of two hashes; of two with the same key that of the right one.</summary>
    public OrderedHash Join(IExtendedHash left, IExtendedHash right, Node at)
    {
        int leftCount = left.Count, rightCount = right.Count;
        budget.ChargeCollection((long)leftCount + rightCount, at);
        var joined = new OrderedHash(leftCount + rightCount);
        for (var i = 0; i < leftCount; i++)
        {
            joined.Set(left.KeyAt(i), left.ValueAt(i));
        }

        for (var i = 0; i < rightCount; i++)
        {
            joined.Set(right.KeyAt(i), right.ValueAt(i));
        }

        return joined;
    }

    public Value Concatenate(ISequence left, ISequence right, Node at)
    {
        if (IsView(left, right))
        {
            return Nested(new JoinedSequence(left, right), at);
        }

        var count = (long)left.Count + right.Count;
        budget.ChargeCollection(count, at);
        var items = new Value[(int)count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = i < left.Count ? left[i] : right[i - left.Count];
        }

        return MakeSequence(items, at);
    }

    public Value Concatenate(IHash left, IHash right, Node at)
    {
        if (left is not IExtendedHash first || right is not IExtendedHash second)
        {
            return Nested(new JoinedHash(left, right), at);
        }

        if (first.Count == 0)
        {
            return Value.FromObject(second);
        }

        if (second.Count == 0)
        {
            return Value.FromObject(first);
        }

        return IsView(first, second) ? Nested(new JoinedLiveHash(this, first, second, at), at) : MakeHash(Join(first, second, at), at);
    }

    /// <summary>Whether something that may still change is added, so that the sum is a view of it; sums of many are copies, so that they stay shallow.</summary>
    private static bool IsView(object left, object right) =>
        (left is ILive { IsLive: true } || right is ILive { IsLive: true }) && Math.Max(Nesting.Around(left), Nesting.Around(right)) <= MostViews;
}
