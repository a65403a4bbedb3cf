using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>What a locale calls the parts of dates, and how it arranges them.</summary>
internal sealed class DateSymbols
{
    /// <summary>Letters of the fields in the table, in the order of <see cref="DateNames"/>, then the patterns.</summary>
    private const string FieldLetters = "EeMmLlDda12345678g";

    private const int DatePatterns = (int)DateNames.AmPm + 1;
    private const int TimePatterns = DatePatterns + 4;
    private const int JoiningPatterns = TimePatterns + 4;

    private static readonly Lazy<DateSymbolsTable> Table = new(DateSymbolsTable.Load);

    private readonly string[] fields;

    private DateSymbols(Locale locale, string[] fields, string week)
    {
        this.fields = fields;
        var numbers = NumberSymbolTable.Find(locale);
        ZeroDigit = numbers.Zero;
        Minus = numbers.Minus;
        FirstDayOfWeek = week[0] - '0';
        MinimalDaysInFirstWeek = week[1] - '0';
        YearOffset = locale is { Language: "th", Country: "TH" } ? 543 : 0;
    }

    /// <summary>1 for Sunday to 7 for Saturday.</summary>
    public int FirstDayOfWeek { get; }

    public int MinimalDaysInFirstWeek { get; }

    /// <summary>What is added to the years of the common era: 543 in Thailand.</summary>
    public int YearOffset { get; }

    public char ZeroDigit { get; }

    public string Minus { get; }

    /// <summary>The symbols of a locale; what is not known of it is that of its language, else that of the root locale.</summary>
    public static DateSymbols For(Locale locale)
    {
        var fields = new string[FieldLetters.Length];
        var table = Table.Value;
        if (locale.Variant.Length > 0)
        {
            Fill(fields, table.Line(locale.Name));
        }

        Fill(fields, table.Line($"{locale.Language}_{locale.Country}"));
        Fill(fields, table.Line(locale.Language));
        Fill(fields, table.Line(string.Empty));
        return new(locale, fields, table.Week(locale.Country));
    }

    /// <summary>The name of a value; months and the halves of the day count from 0, days of the week from 1 (Sunday).</summary>
    public ReadOnlySpan<char> Name(DateNames names, int value)
    {
        var text = fields[(int)names].AsSpan();
        for (var i = names is DateNames.Weekdays or DateNames.ShortWeekdays ? 1 : 0; i < value; i++)
        {
            text = text.Slice(text.IndexOf('|') + 1);
        }

        var end = text.IndexOf('|');
        return end < 0 ? text : text.Slice(0, end);
    }

    public string DatePattern(DateStyle style) => fields[DatePatterns + (int)style];

    public string TimePattern(DateStyle style) => fields[TimePatterns + (int)style];

    public string DateTimePattern(DateStyle dateStyle, DateStyle timeStyle)
    {
        var joining = fields[JoiningPatterns].Split('|')[Math.Min((int)dateStyle, (int)timeStyle)];
        return joining.Replace("{1}", DatePattern(dateStyle)).Replace("{0}", TimePattern(timeStyle));
    }

    /// <summary>Takes the fields of a line that are not known yet; standing alone and long default to the plain ones of the same line.</summary>
    private static void Fill(string[] fields, string? line)
    {
        if (line is null)
        {
            return;
        }

        foreach (var field in line.Split('\t'))
        {
            var index = FieldLetters.IndexOf(field[0]);
            fields[index] ??= field.Substring(1);
        }

        fields[(int)DateNames.LongEras] ??= fields[(int)DateNames.Eras];
        for (var names = DateNames.StandaloneMonths; names <= DateNames.ShortStandaloneMonths; names++)
        {
            fields[(int)names] ??= fields[(int)names - 2];
        }
    }
}

/// <summary>The sets of names a locale has.</summary>
internal enum DateNames
{
    Eras,
    LongEras,
    Months,
    ShortMonths,
    StandaloneMonths,
    ShortStandaloneMonths,
    Weekdays,
    ShortWeekdays,
    AmPm,
}
