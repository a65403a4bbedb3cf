using System.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>A date pattern in the notation of Java's SimpleDateFormat, such as <c>yyyy-MM-dd 'at' HH:mm</c>.</summary>
internal sealed class DatePattern
{
    /// <summary>More than any name of a month, a day or a zone has.</summary>
    private const int LongestName = 100;

    private const string Letters = "GyMdkHmsSEDFwWahKzZYuXL";

    private DatePattern(string text, Item[] items)
    {
        Text = text;
        Items = items;
        var fields = Array.FindAll(items, item => item.IsField);
        IsMonthAlone = fields.Length == 1 && fields[0].Letter == 'M';
        LongestText = items.Sum(item => item.Literal.Length + (item.IsField ? item.Count + LongestName : 0));
    }

    public string Text { get; }

    public Item[] Items { get; }

    /// <summary>Whether the pattern has no field but the month, which then stands alone.</summary>
    public bool IsMonthAlone { get; }

    /// <summary>The longest text the pattern can print, or more.</summary>
    public int LongestText { get; }

    /// <exception cref="FormatException">The text is no pattern.</exception>
    public static DatePattern Parse(string text)
    {
        var items = new List<Item>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                ReadQuote(text, ref i, literal);
            }
            else if (!IsLetter(c))
            {
                literal.Append(c);
            }
            else
            {
                FlushLiteral(items, literal);
                items.Add(ReadField(text, ref i));
            }
        }

        FlushLiteral(items, literal);
        return new(text, [.. items]);
    }

    private static Item ReadField(string text, ref int i)
    {
        var letter = text[i];
        var start = i;
        while (i + 1 < text.Length && text[i + 1] == letter)
        {
            i++;
        }

        var count = i - start + 1;
        return Letters.IndexOf(letter) < 0
            ? throw new FormatException($"the letter {letter} means nothing in it; literal text goes in quotes (')")
            : letter == 'X' && count > 3
                ? throw new FormatException("X may be repeated three times at most")
                : new(letter, count, string.Empty);
    }

    /// <summary>Reads <c>''</c>, which is a quote, or quoted text, in which <c>''</c> is a quote too.</summary>
    private static void ReadQuote(string text, ref int i, StringBuilder literal)
    {
        if (i + 1 < text.Length && text[i + 1] == '\'')
        {
            literal.Append(text[++i]);
            return;
        }

        while (++i < text.Length)
        {
            if (text[i] != '\'')
            {
                literal.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '\'')
            {
                literal.Append(text[++i]);
            }
            else
            {
                return;
            }
        }

        throw new FormatException("a quote (') is not closed in it");
    }

    private static void FlushLiteral(List<Item> items, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            items.Add(new('\0', 0, literal.ToString()));
            literal.Clear();
        }
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>A field, or literal text.</summary>
    /// <param name="Letter">The field's letter; NUL for literal text.</param>
    /// <param name="Count">How often the letter stands.</param>
    /// <param name="Literal">The literal text.</param>
    internal readonly record struct Item(char Letter, int Count, string Literal)
    {
        public bool IsField => Letter != '\0';

        /// <summary>Whether the field can be digits, so that digits that follow one another are told apart by its count.</summary>
        public bool IsNumeric => Letter is 'M' or 'L' ? Count <= 2 : IsField && Letter is not ('G' or 'E' or 'a' or 'z' or 'Z' or 'X');
    }
}
