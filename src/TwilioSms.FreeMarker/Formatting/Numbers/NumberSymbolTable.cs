using System.Text;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>Looks up locales and currencies in number-symbols.txt, whose first lines explain its rows.</summary>
internal static class NumberSymbolTable
{
    private const string NoCurrency = "XXX";
    private const string CurrencySign = "\u00A4";
    private const int CodeLength = 3;

    private static readonly string Rows = Read();

    /// <summary>The symbols of a locale: of its own row, else of its country's, else of its language's, else of the root's.</summary>
    public static NumberSymbols Find(Locale locale)
    {
        var row = Lineage(locale).Select(name => FindRow("L", name)).First(row => row is not null)!;
        var symbols = FindRow("S", row.Substring(0, row.IndexOf('\t')))!.Split('\t');
        var currency = CurrencyOf(locale.Country);
        return new NumberSymbols
        {
            Decimal = symbols[0][0],
            Grouping = symbols[1][0],
            MonetaryDecimal = symbols[2][0],
            MonetaryGrouping = symbols[3][0],
            Minus = symbols[4],
            Percent = symbols[5],
            PerMille = symbols[6],
            Zero = symbols[7][0],
            Infinity = symbols[8],
            NaN = symbols[9],
            Exponent = symbols[10],
            NumberPattern = symbols[11],
            PercentPattern = symbols[12],
            CurrencyPattern = symbols[13],
            CurrencyCode = currency,
            CurrencySymbol = currency == NoCurrency ? CurrencySign : CurrencySymbol(locale, currency),
        };
    }

    /// <summary>How a locale writes a currency: its symbol there, else its code.</summary>
    public static string CurrencySymbol(Locale locale, string currency)
    {
        foreach (var name in Lineage(locale))
        {
            if (FindRow("L", name) is { } row)
            {
                var start = row.IndexOf(currency + "=", row.IndexOf('\t'), StringComparison.Ordinal);
                if (start >= 0)
                {
                    start += CodeLength + 1;
                    return row.Substring(start, row.IndexOf('|', start) - start);
                }
            }
        }

        return currency;
    }

    /// <summary>Whether <paramref name="code"/> is a currency of ISO 4217, and how many decimals it has; null where it has none by nature.</summary>
    public static bool TryGetCurrency(string code, out int? decimals)
    {
        var digit = FindCode(FindRow("D", null)!, code, width: 1);
        decimals = digit is null or "-" ? null : digit[0] - '0';
        return digit is not null && code.Length == CodeLength;
    }

    private static string CurrencyOf(string country) => country.Length == 2
        ? FindCode(FindRow("C", null)!, country, CodeLength) ?? NoCurrency
        : NoCurrency;

    /// <summary>What follows a code in a row that is a sequence of codes and values of fixed width.</summary>
    private static string? FindCode(string row, string code, int width)
    {
        for (var i = 0; i < row.Length; i += code.Length + width)
        {
            if (string.CompareOrdinal(row, i, code, 0, code.Length) == 0)
            {
                return row.Substring(i + code.Length, width);
            }
        }

        return null;
    }

    private static IEnumerable<string> Lineage(Locale locale)
    {
        yield return locale.Name;
        if (locale.Variant.Length > 0)
        {
            yield return $"{locale.Language}_{locale.Country}";
        }

        yield return locale.Language;
        yield return string.Empty;
    }

    /// <summary>The rest of the first row of a kind, after its name where it has one.</summary>
    private static string? FindRow(string kind, string? name)
    {
        var head = name is null ? $"\n{kind}\t" : $"\n{kind}\t{name}\t";
        var start = Rows.IndexOf(head, StringComparison.Ordinal);
        return start < 0 ? null : Rows.Substring(start + head.Length, Rows.IndexOf('\n', start + head.Length) - start - head.Length);
    }

    private static string Read()
    {
        using var stream = typeof(NumberSymbolTable).Assembly.GetManifestResourceStream("number-symbols.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
