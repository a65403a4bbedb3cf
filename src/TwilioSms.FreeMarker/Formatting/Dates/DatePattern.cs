using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>A date pattern in the notation of Java's SimpleDateFormat, such as <c>yyyy-MM-dd 'at' HH:mm</c>.</summary>
internal sealed class DatePattern
{
    private const string Letters = "GyMdkHmsSEDFwWahKzZYuXL";

    private DatePattern(string text, Item[] items)
    {
        Text = text;
        Items = items;
        var fields = Array.FindAll(items, item => item.IsField);
        IsMonthAlone = fields.Length == 1 && fields[0].Letter == 'M';
    }

    public string Text { get; }

    public Item[] Items { get; }

    /// <summary>Whether the pattern has no field but the month, which then stands alone.</summary>
    public bool IsMonthAlone { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out DatePattern? pattern, [NotNullWhen(false)] out string? error)
    {
        var items = new List<Item>();
        var literal = new StringBuilder();
        pattern = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                if (!TryQuote(text, ref i, literal))
                {
                    error = "a quote (') is not closed";
                    return false;
                }
            }
            else if (!IsLetter(c))
            {
                literal.Append(c);
            }
            else
            {
                var start = i;
                while (i + 1 < text.Length && text[i + 1] == c)
                {
                    i++;
                }

                error = Letters.IndexOf(c) < 0 ? $"the letter {c} has no meaning; put literal text in quotes (')"
                    : c == 'X' && i - start >= 3 ? "X may be repeated three times at most"
                    : null;
                if (error is not null)
                {
                    return false;
                }

                FlushLiteral(items, literal);
                items.Add(new(c, i - start + 1, string.Empty));
            }
        }

        FlushLiteral(items, literal);
        pattern = new(text, [.. items]);
        error = null;
        return true;
    }

    /// <summary>Reads <c>''</c>, which is a quote, or quoted text, in which <c>''</c> is a quote too.</summary>
    private static bool TryQuote(string text, ref int i, StringBuilder literal)
    {
        if (i + 1 < text.Length && text[i + 1] == '\'')
        {
            literal.Append(text[++i]);
            return true;
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
                return true;
            }
        }

        return false;
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
