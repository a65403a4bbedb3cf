using System.Runtime.CompilerServices;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Syntax;

// White-space stripping: a line that holds only directives leaves no trace of itself.
internal sealed partial class Layout
{
    private int line;
    private int lineOffset;

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

        for (var child = items[index].First; child != None; child = items[child].Next)
        {
            if (IsIgnorable(child, strip))
            {
                Remove(child);
            }
        }

        // What was removed is no part of the lines any more, and what was beside it may be seen differently.
        preceding = before;
        PassLeaves(index);
    }

    /// <summary>The leaves of an item, as seen from behind it, are those that come before what follows.</summary>
    private void PassLeaves(int index)
    {
        work.Step();
        if (items[index].First == None || items[index].Kind is LayoutKind.Macro or LayoutKind.Capture)
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
        if (items[index].Text!.Length == 0)
        {
            return;
        }

        var trimmedLeft = TrimByFollowingTags(index);
        var trimmedRight = TrimByPrecedingTags(index);
        ref var item = ref items[index];
        if (!strip || item.Text!.Length == 0 || (item.Parent == 0 && item.Previous == None))
        {
            return;
        }

        var trailing = trimmedLeft ? 0 : TrailingToStrip(index);
        var opening = trimmedRight ? 0 : OpeningToStrip(index);
        if (opening == 0 && trailing == 0)
        {
            return;
        }

        item.Text = opening + trailing >= item.Text.Length ? string.Empty : item.Text.Substring(opening, item.Text.Length - opening - trailing);
        if (opening > 0)
        {
            item.BeginLine++;
            item.StartsLine = true;
        }
    }

    /// <summary>How much of the text's last line goes, as only directives follow on that line.</summary>
    private int TrailingToStrip(int index)
    {
        var content = items[index].Text!;
        var lineStart = LastLineBreak(content) + 1;
        if ((lineStart == 0 && !items[index].StartsLine) || !Whitespace.IsTrimmable(content.AsSpan(lineStart)))
        {
            return 0;
        }

        if (FollowingOf(index).HasFlag(Leaves.HeedsBefore))
        {
            return 0;
        }

        return content.Length - lineStart;
    }

    /// <summary>How much of the text's first line, its end included, goes, as only directives precede on that line.</summary>
    private int OpeningToStrip(int index)
    {
        var content = items[index].Text!;
        var firstBreak = FirstLineBreak(content);
        if (firstBreak < 0 && !items[index].StartsLine)
        {
            return 0;
        }

        var length = firstBreak + 1;
        if (length > 0 && length < content.Length && content[length - 1] == '\r' && content[length] == '\n')
        {
            length++;
        }

        if (!Whitespace.IsTrimmable(content.AsSpan(0, length)))
        {
            return 0;
        }

        return preceding.Line == items[index].BeginLine && preceding.Heeds ? 0 : length;
    }

    /// <summary><c>#t</c>, <c>#lt</c> and <c>#nt</c> further on the text's last line.</summary>
    private bool TrimByFollowingTags(int index)
    {
        var following = FollowingOf(index);
        if (following.HasFlag(Leaves.TrimsLeft))
        {
            var content = items[index].Text!;
            var lineStart = LastLineBreak(content) + 1;
            if (lineStart > 0 || items[index].StartsLine)
            {
                var at = lineStart;
                while (at < content.Length && Whitespace.Is(content[at]))
                {
                    at++;
                }

                items[index].Text = content.Remove(lineStart, at - lineStart);
            }
        }

        return following.HasFlag(Leaves.Trims);
    }

    /// <summary><c>#t</c>, <c>#rt</c> and <c>#nt</c> earlier on the text's first line.</summary>
    private bool TrimByPrecedingTags(int index)
    {
        var line = items[index].BeginLine;
        if (preceding.Line != line)
        {
            return false;
        }

        // Each of them takes a line's end with it, as in FreeMarker.
        for (var left = preceding.RightTrims; left > 0 && items[index].BeginLine == line; left--)
        {
            if (!TrimRight(index))
            {
                return false;
            }
        }

        return preceding.Trims;
    }

    private bool TrimRight(int index)
    {
        var content = items[index].Text!;
        var length = FirstLineBreak(content) + 1;
        if (length == 0)
        {
            return false;
        }

        if (length < content.Length && content[length - 1] == '\r' && content[length] == '\n')
        {
            length++;
        }

        var rest = content.Substring(length);
        if (Whitespace.IsTrimmable(content.AsSpan(0, length)))
        {
            items[index].Text = rest;
            items[index].BeginLine++;
            items[index].StartsLine = true;
            return true;
        }

        var end = length;
        while (end > 0 && Whitespace.Is(content[end - 1]))
        {
            end--;
        }

        if (Whitespace.IsTrimmable(rest.AsSpan()) && !FollowingLineIsHeeded(index))
        {
            rest = string.Empty;
        }

        items[index].Text = string.Concat(content.Substring(0, end), rest);
        return true;
    }

    private bool FollowingLineIsHeeded(int index) =>
        FollowingOf(index) is var following && following.HasFlag(Leaves.HeedsAfter) && !following.HasFlag(Leaves.TrimsLeft);

    private bool IsIgnorable(int index, bool strip)
    {
        switch (items[index].Kind)
        {
            case LayoutKind.Trim:
                return true;
            case LayoutKind.Wrapper:
                return items[index].First == None;
            case LayoutKind.Text:
                var content = items[index].Text!;
                return content.Length == 0 || (strip && Whitespace.IsTrimmable(content.AsSpan())
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
                foreach (var c in items[leaf].Text!)
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
                var content = items[leaf].Text!;
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

    private static int FirstLineBreak(string content) => content.AsSpan().IndexOfAny('\r', '\n');

    private static int LastLineBreak(string content) => content.AsSpan().LastIndexOfAny('\r', '\n');

    private int NextLeaf(int index)
    {
        for (; index != None; index = items[index].Parent)
        {
            work.Step();
            if (items[index].Next is not None and var next)
            {
                while (items[next].First != None && items[next].Kind is not (LayoutKind.Macro or LayoutKind.Capture))
                {
                    next = items[next].First;
                }

                return next;
            }
        }

        return None;
    }

    /// <summary>The line of an offset. Offsets come almost in their order, so that lines are counted once.</summary>
    private int LineOf(int offset)
    {
        if (offset == None)
        {
            return None;
        }

        work.Add(Math.Abs(offset - lineOffset));
        for (; lineOffset < offset; lineOffset++)
        {
            line += EndsLine(lineOffset) ? 1 : 0;
        }

        for (; lineOffset > offset; lineOffset--)
        {
            line -= EndsLine(lineOffset - 1) ? 1 : 0;
        }

        return line;
    }

    private bool EndsLine(int offset) =>
        text[offset] == '\n' || (text[offset] == '\r' && (offset + 1 == text.Length || text[offset + 1] != '\n'));
}
