using System.Runtime.CompilerServices;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Syntax;

// White-space stripping: a line that holds only directives leaves no trace of itself.
internal sealed partial class Layout
{
    private int line;
    private int nextLine;

    private void Clean(int index, bool strip)
    {
        work.Step();
        if (items[index].First == None)
        {
            if (items[index].Kind == LayoutKind.Text)
            {
                CleanText(index, strip);
            }

            Pass(index);
            return;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var before = preceding;
        for (var child = items[index].First; child != None; child = items[child].Next)
        {
            Clean(child, strip);
        }

        if (index == 0 && items[0].First == items[0].Last && items[0].First != None && items[items[0].First].Kind == LayoutKind.Text)
        {
            // A template of nothing but white space is that white space.
            return;
        }

        var removes = false;
        for (var child = items[index].First; child != None; child = items[child].Next)
        {
            if (IsIgnorable(child, strip))
            {
                Remove(child);
                removes = true;
            }
        }

        if (removes || HidesInside(index))
        {
            // What was removed is no part of the lines any more, and what was beside it may be seen differently.
            preceding = before;
            PassLeaves(index);
        }
    }

    /// <summary>Whether an item, seen from outside, has no inside.</summary>
    private bool HidesInside(int index) => items[index].Kind is LayoutKind.Macro or LayoutKind.Capture;

    /// <summary>The leaves of an item, as seen from behind it, are those that come before what follows.</summary>
    private void PassLeaves(int index)
    {
        work.Step();
        if (items[index].First == None || HidesInside(index))
        {
            Pass(index);
            return;
        }

        for (var child = items[index].First; child != None; child = items[child].Next)
        {
            PassLeaves(child);
        }
    }

    private void CleanText(int index, bool strip)
    {
        ref var item = ref items[index];
        if (item.Text.IsEmpty)
        {
            return;
        }

        var following = hasTrims || BlankLineAtEnd(item) > 0 ? FollowingOf(index) : Leaves.None;
        TrimByFollowingTags(ref item, following);
        var trimmedRight = TrimByPrecedingTags(ref item, following);
        if (!strip || item.Text.IsEmpty || (item.Parent == 0 && item.Previous == None))
        {
            return;
        }

        var trailing = (following & (Leaves.Trims | Leaves.HeedsBefore)) != 0 ? 0 : BlankLineAtEnd(item);
        var opening = trimmedRight ? 0 : OpeningToStrip(item);
        if (opening == 0 && trailing == 0)
        {
            return;
        }

        item.Text = opening + trailing >= item.Text.Length ? default : item.Text.Slice(opening, item.Text.Length - opening - trailing);
        if (opening > 0)
        {
            item.BeginLine++;
            item.StartsLine = true;
        }
    }

    /// <summary>The length of the text's last line where that is only white space; it goes if only directives follow on it.</summary>
    private static int BlankLineAtEnd(in Item item)
    {
        var content = item.Text.Span;
        var lineStart = content.Length;
        while (lineStart > 0 && IsBlankWithinLine(content[lineStart - 1]))
        {
            lineStart--;
        }

        return (lineStart == 0 ? item.StartsLine : IsLineBreak(content[lineStart - 1])) ? content.Length - lineStart : 0;
    }

    /// <summary>How much of the text's first line, its end included, goes, as only directives precede on that line.</summary>
    private int OpeningToStrip(in Item item)
    {
        if (preceding.Line == item.BeginLine && preceding.Heeds)
        {
            return 0;
        }

        var content = item.Text.Span;
        var lineEnd = 0;
        while (lineEnd < content.Length && IsBlankWithinLine(content[lineEnd]))
        {
            lineEnd++;
        }

        return lineEnd < content.Length && IsLineBreak(content[lineEnd]) ? EndOfFirstLine(content) : 0;
    }

    /// <summary><c>#t</c>, <c>#lt</c> and <c>#nt</c> further on the text's last line.</summary>
    private static void TrimByFollowingTags(ref Item item, Leaves following)
    {
        if ((following & Leaves.TrimsLeft) == 0)
        {
            return;
        }

        var content = item.Text.Span;
        var lineStart = LastLineBreak(content) + 1;
        if (lineStart > 0 || item.StartsLine)
        {
            var at = lineStart;
            while (at < content.Length && Whitespace.Is(content[at]))
            {
                at++;
            }

            item.Text = item.Text.ToString().Remove(lineStart, at - lineStart).AsMemory();
        }
    }

    /// <summary><c>#t</c>, <c>#rt</c> and <c>#nt</c> earlier on the text's first line.</summary>
    private bool TrimByPrecedingTags(ref Item item, Leaves following)
    {
        var line = item.BeginLine;
        if (preceding.Line != line)
        {
            return false;
        }

        // Each of them takes a line's end with it, as in FreeMarker.
        for (var left = preceding.RightTrims; left > 0 && item.BeginLine == line; left--)
        {
            if (!TrimRight(ref item, following))
            {
                return false;
            }
        }

        return preceding.Trims;
    }

    private static bool TrimRight(ref Item item, Leaves following)
    {
        var content = item.Text;
        var length = EndOfFirstLine(content.Span);
        if (length == 0)
        {
            return false;
        }

        var rest = content.Slice(length);
        var firstLine = content.Span.Slice(0, length);
        if (Whitespace.IsTrimmable(firstLine))
        {
            item.Text = rest;
            item.BeginLine++;
            item.StartsLine = true;
            return true;
        }

        var end = length;
        while (end > 0 && Whitespace.Is(firstLine[end - 1]))
        {
            end--;
        }

        var restGoes = Whitespace.IsTrimmable(rest.Span) && ((following & Leaves.HeedsAfter) == 0 || (following & Leaves.TrimsLeft) != 0);
        item.Text = restGoes ? content.Slice(0, end) : content.ToString().Remove(end, length - end).AsMemory();
        return true;
    }

    private bool IsIgnorable(int index, bool strip)
    {
        switch (items[index].Kind)
        {
            case LayoutKind.Trim:
                return true;
            case LayoutKind.Wrapper:
                return items[index].First == None;
            case LayoutKind.Text:
                var content = items[index].Text.Span;
                return content.IsEmpty || (strip && Whitespace.IsTrimmable(content)
                    && IsSilentBeside(index, items[index].Previous) && IsSilentBeside(index, items[index].Next));
            default:
                return false;
        }
    }

    private bool IsSilentBeside(int index, int sibling) => sibling == None
        ? items[index].Parent == 0
        : items[sibling].Kind is LayoutKind.Silent or LayoutKind.Macro or LayoutKind.Comment;

    private bool HeedsWhitespaceBefore(int leaf)
    {
        switch (items[leaf].Kind)
        {
            case LayoutKind.Interpolation:
                return true;
            case LayoutKind.Text when !IsIgnorable(leaf, strip: true):
                foreach (var c in items[leaf].Text.Span)
                {
                    if (c is '\n' or '\r')
                    {
                        return false;
                    }

                    if (!Whitespace.Is(c))
                    {
                        return true;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private bool HeedsWhitespaceAfter(int leaf)
    {
        switch (items[leaf].Kind)
        {
            case LayoutKind.Interpolation:
                return true;
            case LayoutKind.Text when !IsIgnorable(leaf, strip: true):
                var content = items[leaf].Text.Span;
                for (var i = content.Length - 1; i >= 0; i--)
                {
                    if (content[i] is '\n' or '\r')
                    {
                        return false;
                    }

                    if (!Whitespace.Is(content[i]))
                    {
                        return true;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>The length of the first line with its end; 0 where it has none.</summary>
    private static int EndOfFirstLine(ReadOnlySpan<char> content)
    {
        var at = content.IndexOfAny('\r', '\n');
        return at + (at >= 0 && content[at] == '\r' && at + 1 < content.Length && content[at + 1] == '\n' ? 2 : 1);
    }

    private static bool IsLineBreak(char c) => c is '\r' or '\n';

    /// <summary>What Java's <c>String.trim</c> trims, but for the ends of lines.</summary>
    private static bool IsBlankWithinLine(char c) => c <= ' ' && !IsLineBreak(c);

    private static int LastLineBreak(ReadOnlySpan<char> content) => content.LastIndexOfAny('\r', '\n');

    private int NextLeaf(int index)
    {
        for (; index != None; index = items[index].Parent)
        {
            work.Step();
            if (items[index].Next is not None and var next)
            {
                while (items[next].First != None && !HidesInside(next))
                {
                    next = items[next].First;
                }

                return next;
            }
        }

        return None;
    }

    /// <summary>The line of an offset. Offsets come in their order, so that lines are counted once.</summary>
    private int LineOf(int offset)
    {
        if (offset == None)
        {
            return None;
        }

        while (offset >= nextLine)
        {
            line++;
            nextLine = LineAfter(nextLine);
        }

        return line;
    }

    private int LineAfter(int start)
    {
        var length = EndOfFirstLine(text.AsSpan(start));
        work.Add(length);
        return length == 0 ? int.MaxValue : start + length;
    }
}
