namespace TwilioSms.FreeMarker.Text;

/// <summary>White space as Java has it, which FreeMarker's rules are written in.</summary>
internal static class Whitespace
{
    /// <summary>As Java's <c>Character.isWhitespace</c>: no-break spaces are none, the separators U+001C to U+001F are.</summary>
    public static bool Is(char c) =>
        c is ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F')
        || (c > '\u007F' && char.IsWhiteSpace(c) && c is not ('\u0085' or '\u00A0' or '\u2007' or '\u202F'));

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
}
