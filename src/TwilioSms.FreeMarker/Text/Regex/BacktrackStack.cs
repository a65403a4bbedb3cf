namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>What to return to and what to restore when a match fails, the last first. An entry's head says what it is and is on top.</summary>
internal enum Entry
{
    /// <summary>Goes on at an instruction: position.</summary>
    Resume,

    /// <summary>Restores a register: value.</summary>
    Register,

    /// <summary>Restores a group: start, end.</summary>
    Group,

    /// <summary>Gives a character back: the least position, the position.</summary>
    Characters,

    /// <summary>Takes another character: how many were taken, position.</summary>
    LazyCharacters,

    /// <summary>Ends a loop where no further round matches: position, rounds.</summary>
    Loop,

    /// <summary>Begins a further round of a lazy loop: position.</summary>
    LazyLoop,

    /// <summary>Tries a part that is lazy: position, rounds.</summary>
    LazyPart,

    /// <summary>Gives a group's round back: position, the group's start and end then, whether Java holds on to them.</summary>
    GroupRound,

    /// <summary>Nothing to return to; what a group holds once the match has succeeded: start, end.</summary>
    Held,

    /// <summary>The beginning of a part that is matched by itself: the part around it, position, rounds, the length of the last one.</summary>
    Part,
}

internal sealed class BacktrackStack(MatchBudget budget)
{
    /// <summary>More than any instruction pushes.</summary>
    private const int Headroom = 16;

    private const int MaximumSize = 1 << 22;

    private const int EntryBits = 4;

    // Values of an entry without its head, in the order of the enumeration.
    private static readonly int[] Sizes = [1, 1, 2, 2, 2, 2, 1, 2, 4, 2, 4];

    private int[] values = new int[2 * Headroom];

    internal int Top { get; set; }

    internal ref int this[int index] => ref values[index];

    /// <summary>Makes room for what an instruction pushes.</summary>
    internal void Reserve()
    {
        if (Top + Headroom > values.Length)
        {
            Grow();
        }
    }

    internal static (Entry Entry, int Index) Head(int head) => ((Entry)(head & ((1 << EntryBits) - 1)), head >> EntryBits);

    /// <summary>The top of what lies under an entry whose head is on top.</summary>
    internal static int Below(int top, Entry entry) => top - 1 - Sizes[(int)entry];

    internal void Push(Entry entry, int index, int a)
    {
        values[Top] = a;
        values[Top + 1] = (index << EntryBits) | (int)entry;
        Top += 2;
    }

    internal void Push(Entry entry, int index, int a, int b)
    {
        values[Top] = a;
        values[Top + 1] = b;
        values[Top + 2] = (index << EntryBits) | (int)entry;
        Top += 3;
    }

    internal void Push(Entry entry, int index, int a, int b, int c, int d)
    {
        values[Top] = a;
        values[Top + 1] = b;
        values[Top + 2] = c;
        values[Top + 3] = d;
        values[Top + 4] = (index << EntryBits) | (int)entry;
        Top += 5;
    }

    private void Grow()
    {
        if (values.Length >= MaximumSize)
        {
            throw budget.TooManyAlternatives();
        }

        budget.Spend(values.Length / 16);
        Array.Resize(ref values, values.Length * 4);
    }
}
