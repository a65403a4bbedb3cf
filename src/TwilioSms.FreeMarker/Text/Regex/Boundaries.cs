using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>The positions without width that depend on the text alone: of lines and of words.</summary>
internal static class Boundaries
{
    private static readonly CodePointSet LetterOrDigit = JavaRegexProperties.Find("LD", JavaRegexFlags.None)!;

    internal static bool Holds(Assertion assertion, string text, int position, MatchBudget budget) => assertion.Position switch
    {
        Position.StartOfText => position == 0,
        Position.EndOfText => position == text.Length,
        Position.StartOfLine => StartsLine(text, position, assertion.OnlyLineFeed),
        Position.EndOfLine => EndsLine(text, position, assertion.OnlyLineFeed),
        Position.EndOfTextOrBeforeFinalTerminator => EndsLine(text, position, assertion.OnlyLineFeed) && IsLast(text, position),
        Position.WordBoundary => IsWordAround(assertion, text, position, budget),
        Position.NotWordBoundary => !IsWordAround(assertion, text, position, budget),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>No line starts at the end of the text, not even after a terminator.</summary>
    private static bool StartsLine(string text, int position, bool onlyLineFeed)
    {
        if (position == text.Length)
        {
            return false;
        }

        return position == 0
            || (IsTerminator(text[position - 1], onlyLineFeed) && !(text[position - 1] == '\r' && text[position] == '\n'));
    }

    private static bool EndsLine(string text, int position, bool onlyLineFeed)
    {
        if (position == text.Length)
        {
            return true;
        }

        bool isInside = !onlyLineFeed && text[position] == '\n' && position > 0 && text[position - 1] == '\r';
        return IsTerminator(text[position], onlyLineFeed) && !isInside;
    }

    /// <summary>Whether at most one terminator follows.</summary>
    private static bool IsLast(string text, int position) =>
        position >= text.Length - 1 || (position == text.Length - 2 && text[position] == '\r' && text[position + 1] == '\n');

    private static bool IsTerminator(char c, bool onlyLineFeed) => c == '\n' || (!onlyLineFeed && c is '\r' or '\u0085' or '\u2028' or '\u2029');

    private static bool IsWordAround(Assertion assertion, string text, int position, MatchBudget budget) =>
        EndsWord(assertion, text, position, budget) != StartsWord(assertion, text, position, budget);

    private static bool EndsWord(Assertion assertion, string text, int position, MatchBudget budget)
    {
        if (position == 0)
        {
            return false;
        }

        bool isPair = position > 1 && char.IsSurrogatePair(text[position - 2], text[position - 1]);
        int before = isPair ? char.ConvertToUtf32(text[position - 2], text[position - 1]) : text[position - 1];
        return IsWord(assertion, before) || (IsMark(before) && HasBase(text, position - 1, budget));
    }

    private static bool StartsWord(Assertion assertion, string text, int position, MatchBudget budget)
    {
        if (position == text.Length)
        {
            return false;
        }

        int after = CodePointAt(text, position);
        return IsWord(assertion, after) || (IsMark(after) && HasBase(text, position, budget));
    }

    private static bool IsWord(Assertion assertion, int c) => c < 0x80
        ? c is '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')
        : (assertion.UnicodeWords ? JavaRegexProperties.UnicodeWord : LetterOrDigit).Contains(c);

    private static bool IsMark(int c) => c >= 0x300 && UnicodeData.Category(c) == UnicodeCategory.NonSpacingMark;

    /// <summary>Whether marks alone lie between a letter or digit and the position, which is in UTF-16 units: Java sees no letter in a pair's half.</summary>
    private static bool HasBase(string text, int position, MatchBudget budget)
    {
        for (; position >= 0; position--)
        {
            budget.Spend(1);
            int c = CodePointAt(text, position);
            if (LetterOrDigit.Contains(c))
            {
                return true;
            }

            if (!IsMark(c))
            {
                return false;
            }
        }

        return false;
    }

    private static int CodePointAt(string text, int position) =>
        position + 1 < text.Length && char.IsSurrogatePair(text[position], text[position + 1])
            ? char.ConvertToUtf32(text[position], text[position + 1])
            : text[position];
}
