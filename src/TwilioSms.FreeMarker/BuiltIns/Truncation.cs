using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.BuiltIns;

internal enum TruncationMode
{
    /// <summary>At the end of a word if that does not lose too much, else anywhere.</summary>
    Automatic,
    AtWords,
    AtCharacters,
}

/// <summary>
/// Shortens a text as FreeMarker's default algorithm does: room is left for a terminator, which is set off by a space from the end of
/// a word and swallows dots of its own kind before it.
/// </summary>
internal sealed class Truncation(string text, int maximumLength, int terminatorLength, bool terminatorStartsWithDot, bool spacesWords, TruncationMode mode)
{
    // The least share of the length that a cut at a word may leave in automatic mode.
    private const double LeastShareAtWords = 0.75;

    /// <summary>What of the text comes before the terminator; it is longer than the maximum. Empty if there is room for nothing.</summary>
    public string Cut()
    {
        if (mode != TruncationMode.AtCharacters)
        {
            string? atWord = CutAtWord();
            if (atWord is not null || mode == TruncationMode.AtWords)
            {
                return atWord ?? string.Empty;
            }
        }

        return CutAtCharacter();
    }

    private string? CutAtWord()
    {
        int reserved = terminatorLength + (spacesWords ? 1 : 0);
        int first = mode == TruncationMode.Automatic ? Math.Max((int)Math.Ceiling(maximumLength * LeastShareAtWords) - reserved - 1, 0) : 0;
        for (int last = Math.Min(maximumLength - reserved - 1, text.Length - 1); last >= first; last--)
        {
            if (Whitespace.Is(text[last]) || !EndsWord(last))
            {
                continue;
            }

            if (terminatorStartsWithDot && !spacesWords)
            {
                while (last >= first && IsDotOrSpace(text[last]))
                {
                    last--;
                }

                if (last < first)
                {
                    return null;
                }
            }

            return Beginning(last, spacesWords);
        }

        return null;
    }

    private string CutAtCharacter()
    {
        int last = maximumLength - terminatorLength - 1;
        if (last >= 0 && spacesWords && EndsWord(last))
        {
            last--; // room for the space
        }

        bool skipped = true;
        while (skipped)
        {
            skipped = false;
            while (last >= 0 && Whitespace.Is(text[last]))
            {
                last--;
            }

            while (last >= 0 && terminatorStartsWithDot && IsDot(text[last]) && !(spacesWords && EndsWord(last)))
            {
                last--;
                skipped = true;
            }
        }

        return last < 0 ? string.Empty : Beginning(last, spacesWords && EndsWord(last));
    }

    private string Beginning(int last, bool withSpace)
    {
        string beginning = text.Substring(0, last + 1);
        return withSpace ? beginning + ' ' : beginning;
    }

    private bool EndsWord(int last) => last + 1 >= text.Length || Whitespace.Is(text[last + 1]);

    public static bool IsDot(char c) => c is '.' or '…';

    private static bool IsDotOrSpace(char c) => IsDot(c) || Whitespace.Is(c);
}
