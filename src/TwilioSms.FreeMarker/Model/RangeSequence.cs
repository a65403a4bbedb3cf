namespace TwilioSms.FreeMarker.Model;

/// <summary>The numbers of a range: <c>1..3</c>, <c>1..&lt;3</c>, <c>1..*3</c>, <c>1..</c>. None is held in memory.</summary>
internal sealed class RangeSequence : ISequence
{
    private RangeSequence(int first, int step, int length) => (First, Step, Length) = (first, step, length);

    public int First { get; }

    /// <summary>1 or -1.</summary>
    public int Step { get; }

    public int Count => Math.Max(0, Length);

    /// <summary>The count as FreeMarker computes it, in 32 bits: below zero where it overflows them.</summary>
    public int Length { get; }

    /// <summary>Whether the range has no end (<c>1..</c>).</summary>
    public bool IsEndless { get; private init; }

    /// <summary>Whether the range gave a length (<c>1..*3</c>), which a slice need not fill.</summary>
    public bool IsLengthLimited { get; private init; }

    /// <summary>Whether the range gave its last number (<c>1..3</c>).</summary>
    public bool IsInclusive { get; private init; }

    public Value this[int index] => Value.From(Number.From(First + ((long)index * Step)));

    public static RangeSequence To(int first, int last) =>
        new(first, first <= last ? 1 : -1, Distance(first, last, 1)) { IsInclusive = true };

    public static RangeSequence Before(int first, int end) => new(first, first <= end ? 1 : -1, Distance(first, end, 0));

    public static RangeSequence OfLength(int first, int length)
    {
        var end = unchecked(first + length);
        return new(first, first <= end ? 1 : -1, Distance(first, end, 0)) { IsLengthLimited = true };
    }

    public static RangeSequence From(int first) => new(first, 1, int.MaxValue) { IsEndless = true };

    private static int Distance(int first, int end, int added)
    {
        var distance = unchecked(end - first);
        return unchecked((distance < 0 ? -distance : distance) + added);
    }
}
