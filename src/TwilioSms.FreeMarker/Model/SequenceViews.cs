namespace TwilioSms.FreeMarker.Model;

// Sequences over other sequences; making one costs the same whatever its size. Each is a level of depth, as reading an item goes down all.

/// <summary>The items from the last to the first.</summary>
internal sealed class ReversedSequence(ISequence items) : ISequence, INesting
{
    public int Depth { get; } = Nesting.Around(items);

    public int Count => items.Count;

    public Value this[int index] => items[items.Count - 1 - index];
}

/// <summary>Two sequences added together of which one may still change.</summary>
internal sealed class JoinedSequence(ISequence left, ISequence right) : ISequence, INesting, ILive
{
    public int Depth { get; } = Math.Max(Nesting.Around(left), Nesting.Around(right));

    public int Count => left.Count + right.Count;

    public bool IsLive => true;

    public Value this[int index] => index < left.Count ? left[index] : right[index - left.Count];
}

/// <summary>The items in chunks of a size; the last one may be shorter, or filled up.</summary>
internal sealed class ChunkedSequence(ISequence items, int size, Value filler, bool filled) : ISequence, INesting
{
    public int Depth { get; } = Math.Max(Nesting.Around(items), Nesting.Around(filler.Object)) + 1;

    public int Count { get; } = (int)(((long)items.Count + size - 1) / size);

    public Value this[int index] => Value.FromObject(new Chunk(items, index * size, size, filler, filled) { Depth = Depth - 1 });

    private sealed class Chunk(ISequence items, int start, int size, Value filler, bool filled) : ISequence, INesting
    {
        public int Depth { get; init; }

        public int Count => filled ? size : Math.Min(size, items.Count - start);

        public Value this[int index] => start + index < items.Count ? items[start + index] : filler;
    }
}
