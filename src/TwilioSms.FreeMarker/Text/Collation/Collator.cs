namespace TwilioSms.FreeMarker.Text.Collation;

/// <summary>
/// Compares strings as java.text.Collator does for a language, at its default strength: base letters count most, then accents, then
/// case; composed and decomposed characters are equal.
/// </summary>
/// <remarks>Java's orders of Chinese, Japanese, Korean and Thai are left out: in those languages the common order holds.</remarks>
internal sealed class Collator
{
    private readonly CollationTable table;

    private Collator(string language) => table = new CollationTable(language);

    private static readonly Lazy<Collator> Common = new(() => new Collator(""));

    /// <summary>The collator of the locale's language. Building one takes time, so callers keep it.</summary>
    internal static Collator For(Locale locale) =>
        locale.Language is "en" or "" or "de" or "it" or "pt" or "nl" ? Common.Value : new Collator(locale.Language);

    /// <summary>Whether two texts are equal, as far as that can be told without looking up characters: where they are the same, or both are plain ASCII.</summary>
    internal static bool? AreSurelyEqual(string left, string right) => left == right ? true
        : IsPrintableAscii(left) && IsPrintableAscii(right) ? false // its characters have elements of their own, and none is ignored
        : null;

    internal int Compare(string left, string right)
    {
        var leftElements = new CollationElements(table, left);
        var rightElements = new CollationElements(table, right);
        int leftElement = leftElements.Next();
        int rightElement = rightElements.Next();
        int result = 0;
        bool accentsOpen = true;
        bool caseOpen = true;
        while (leftElement != CollationElements.End && rightElement != CollationElements.End)
        {
            uint leftPrimary = Primary(leftElement);
            uint rightPrimary = Primary(rightElement);
            if (leftPrimary == rightPrimary)
            {
                if (leftElement == rightElement)
                {
                    if (table.BackwardAccents && leftPrimary != 0 && !accentsOpen)
                    {
                        // Accents further on outweigh those so far, but case no longer matters.
                        accentsOpen = true;
                        caseOpen = false;
                    }
                }
                else if (accentsOpen)
                {
                    int accents = Secondary(leftElement).CompareTo(Secondary(rightElement));
                    if (accents != 0)
                    {
                        result = accents;
                        accentsOpen = false;
                    }
                    else if (caseOpen)
                    {
                        result = leftElement.CompareTo(rightElement);
                        caseOpen = false;
                    }
                }

                leftElement = leftElements.Next();
                rightElement = rightElements.Next();
            }
            else if (leftPrimary != 0 && rightPrimary != 0)
            {
                return leftPrimary.CompareTo(rightPrimary);
            }
            else if (leftPrimary == 0 && rightElement != 0)
            {
                // An accent that the other side lacks.
                if (leftElement != 0 && accentsOpen)
                {
                    result = 1;
                    accentsOpen = false;
                }

                leftElement = leftElements.Next();
            }
            else
            {
                if (rightElement != 0 && accentsOpen)
                {
                    result = -1;
                    accentsOpen = false;
                }

                rightElement = rightElements.Next();
            }
        }

        return leftElement != CollationElements.End ? Remainder(ref leftElements, leftElement, 1, accentsOpen, result)
            : rightElement != CollationElements.End ? Remainder(ref rightElements, rightElement, -1, accentsOpen, result)
            : result;
    }

    private static int Remainder(ref CollationElements elements, int element, int longer, bool accentsOpen, int result)
    {
        for (; element != CollationElements.End; element = elements.Next())
        {
            if (Primary(element) != 0)
            {
                return longer;
            }

            if (Secondary(element) != 0 && accentsOpen)
            {
                result = longer;
                accentsOpen = false;
            }
        }

        return result;
    }

    private static uint Primary(int element) => (uint)element >> 16;

    private static int Secondary(int element) => (element >> 8) & 0xFF;

    private static bool IsPrintableAscii(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }
}
