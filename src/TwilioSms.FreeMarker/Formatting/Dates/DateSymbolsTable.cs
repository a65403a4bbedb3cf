using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>The lines of the table of date symbols, found by locale and country.</summary>
internal sealed class DateSymbolsTable
{
    private const string WeekOfTheWorld = "21";
    private const string WeekWithoutCountry = "11";

    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> weeks = new(StringComparer.Ordinal);

    private DateSymbolsTable()
    {
    }

    public static DateSymbolsTable Load()
    {
        var table = new DateSymbolsTable();
        foreach (var line in DataFile.ReadLines("date-symbols.txt"))
        {
            var tab = line.IndexOf('\t');
            if (line[0] == '@')
            {
                foreach (var country in line.Substring(tab + 1).Split(' '))
                {
                    table.weeks.Add(country, line.Substring(1, tab - 1));
                }
            }
            else
            {
                var symbols = line.Substring(tab + 1);
                foreach (var locale in line.Substring(0, tab).Split(','))
                {
                    table.lines.Add(locale, symbols);
                }
            }
        }

        return table;
    }

    public string? Line(string locale) => lines.TryGetValue(locale, out var line) ? line : null;

    /// <summary>The first day of the week and the days the first week of a year needs, a digit each.</summary>
    public string Week(string country) =>
        weeks.TryGetValue(country, out var week) ? week : country.Length > 0 ? WeekOfTheWorld : WeekWithoutCountry;
}
