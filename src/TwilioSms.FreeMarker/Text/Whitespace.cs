namespace TwilioSms.FreeMarker.Text;

/// <summary>White space as Java has it, which FreeMarker's rules are written in.</summary>
internal static class Whitespace
{
    /// <summary>As Java's <c>Character.isWhitespace</c>: no-break spaces are none, the separators U+001C to U+001F are.</summary>
    public static bool Is(char c) =>
        c is ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F')
        || (c >= '\u1680' && c is '\u1680' or (>= '\u2000' and <= '\u200A' and not '\u2007') or '\u2028' or '\u2029' or '\u205F' or '\u3000');

    /// <summary>Whether Java's <c>String.trim</c> leaves nothing: every character up to a space is trimmed.</summary>
    public static bool IsTrimmable(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c > ' ')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Squeezes in place; the result is never longer.</summary>
    /// <returns>The new length.</returns>
    public static int Squeeze(Span<char> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            var runStart = i;
            while (i < text.Length && Is(text[i]))
            {
                i++;
            }

            if (i == text.Length)
            {
                break;
            }

            if (i > runStart && length > 0)
            {
                length += WriteBreak(text.Slice(runStart, i - runStart), text.Slice(length));
            }

            while (i < text.Length && !Is(text[i]))
            {
                text[length++] = text[i++];
            }
        }

        return length;
    }

    /// <summary>The first line break of a run of white space, else a space.</summary>
    private static int WriteBreak(ReadOnlySpan<char> run, Span<char> target)
    {
        var at = run.IndexOfAny('\r', '\n');
        if (at < 0)
        {
            target[0] = ' ';
            return 1;
        }

        var pair = run[at] == '\r' && at + 1 < run.Length && run[at + 1] == '\n';
        target[0] = run[at];
        if (pair)
        {
            target[1] = '\n';
        }

        return pair ? 2 : 1;
    }
}
