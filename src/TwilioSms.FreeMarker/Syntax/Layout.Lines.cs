namespace TwilioSms.FreeMarker.Syntax;

// What else is on the lines of a text: known without going over the line for each text on it, or many tags on one line would take
// the square of their number.
internal sealed partial class Layout
{
    /// <summary>What leaves on one line mean to the texts beside them.</summary>
    [Flags]
    private enum Leaves : byte
    {
        None = 0,

        /// <summary>One keeps white space before it.</summary>
        HeedsBefore = 1,

        /// <summary>One keeps white space after it.</summary>
        HeedsAfter = 2,

        /// <summary>A <c>#t</c> or <c>#lt</c> is among them.</summary>
        TrimsLeft = 4,

        /// <summary>A <c>#t</c>, <c>#lt</c> or <c>#nt</c> is among them.</summary>
        Trims = 8,

        Known = 16,
    }

    /// <summary>The leaves before the item that is being cleaned, as far as they end on one line.</summary>
    private PrecedingLeaves preceding = new(None, 0, false, false);

    /// <summary>The leaf is done: it comes before what follows.</summary>
    private void Pass(int leaf)
    {
        ref readonly var item = ref items[leaf];
        var sameLine = item.EndLine == preceding.Line;
        var trimsRight = item.Kind == LayoutKind.Trim && item.TrimsRight;
        preceding = new(
            item.EndLine,
            (sameLine ? preceding.RightTrims : 0) + (trimsRight ? 1 : 0),
            (sameLine && preceding.Trims) || (item.Kind == LayoutKind.Trim && (item.TrimsRight || !item.TrimsLeft)),
            (sameLine && preceding.Heeds) || HeedsWhitespaceAfter(leaf));
    }

    /// <summary>What the leaves after a text that begin on its last line mean to it. They are as they were parsed: nothing after a text is cleaned before it.</summary>
    private Leaves FollowingOf(int index)
    {
        var first = NextLeaf(index);
        if (first == None || items[first].BeginLine != items[index].EndLine)
        {
            return Leaves.None;
        }

        var last = first;
        var known = Leaves.None;
        while (items[last].FromHere == Leaves.None)
        {
            work.Step();
            if (NextLeaf(last) is not None and var next && items[next].BeginLine == items[last].BeginLine)
            {
                items[next].Before = last;
                last = next;
                continue;
            }

            items[last].FromHere = MeaningOf(last);
        }

        known = items[last].FromHere;
        while (last != first)
        {
            last = items[last].Before;
            items[last].FromHere = known |= MeaningOf(last);
        }

        return known;
    }

    private Leaves MeaningOf(int leaf)
    {
        ref readonly var item = ref items[leaf];
        var isTrim = item.Kind == LayoutKind.Trim;
        return Leaves.Known
            | (HeedsWhitespaceBefore(leaf) ? Leaves.HeedsBefore : 0)
            | (HeedsWhitespaceAfter(leaf) ? Leaves.HeedsAfter : 0)
            | (isTrim && item.TrimsLeft ? Leaves.TrimsLeft : 0)
            | (isTrim && (item.TrimsLeft || !item.TrimsRight) ? Leaves.Trims : 0);
    }

    /// <param name="Line">Their line.</param>
    /// <param name="RightTrims">How many <c>#t</c> and <c>#rt</c> are among them.</param>
    /// <param name="Trims">Whether a <c>#t</c>, <c>#rt</c> or <c>#nt</c> is.</param>
    /// <param name="Heeds">Whether one of them keeps white space after it.</param>
    private readonly record struct PrecedingLeaves(int Line, int RightTrims, bool Trims, bool Heeds);
}
