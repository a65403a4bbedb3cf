using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>Prints and reads dates by a pattern, as Java's SimpleDateFormat does.</summary>
internal sealed class PatternDateFormat(DatePattern pattern, DateSymbols symbols, Locale locale, TimeZoneRules zone) : DateFormat
{
    public override string Description => pattern.Text;

    public override int LongestText => pattern.LongestText;

    public override bool TryParse(string text, long now, out long milliseconds, out DateFormat next)
    {
        var parser = new PatternDateParser(text, pattern, symbols, locale, zone);
        var isRead = parser.TryParse(now, out milliseconds);
        next = parser.Zone == zone ? this : new PatternDateFormat(pattern, symbols, locale, parser.Zone);
        return isRead;
    }

    public override void Write(long milliseconds, OutputWriter output)
    {
        var fields = new CalendarFields(milliseconds, zone.OffsetAt(milliseconds));
        foreach (var item in pattern.Items)
        {
            if (item.IsField)
            {
                Append(output, fields, item.Letter, item.Count);
            }
            else
            {
                output.Write(item.Literal.AsSpan());
            }
        }
    }

    private void Append(OutputWriter output, in CalendarFields fields, char letter, int count)
    {
        switch (letter)
        {
            case 'G':
                output.Write(symbols.Name(count >= 4 ? DateNames.LongEras : DateNames.Eras, fields.Era));
                break;
            case 'y':
                AppendYear(output, fields.YearOfEra + symbols.YearOffset, count);
                break;
            case 'Y':
                AppendYear(output, fields.WeekYear(symbols) + (fields.Era == 0 ? -symbols.YearOffset : symbols.YearOffset), count);
                break;
            case 'M' or 'L' when count >= 3:
                output.Write(symbols.Name(MonthNames(letter, count), fields.Month));
                break;
            case 'E':
                output.Write(symbols.Name(count >= 4 ? DateNames.Weekdays : DateNames.ShortWeekdays, fields.DayOfWeek));
                break;
            case 'a':
                output.Write(symbols.Name(DateNames.AmPm, fields.Hour / 12));
                break;
            case 'z':
                output.Write(TimeZoneNames.Name(zone, fields.Offset.Daylight != 0, isLong: count >= 4, locale));
                break;
            case 'Z':
                AppendOffset(output, fields.Offset.Total, 2);
                break;
            case 'X' when fields.Offset.Total == 0:
                output.Write('Z');
                break;
            case 'X':
                AppendOffset(output, fields.Offset.Total, count);
                break;
            default:
                output.WriteDigits(NumberOf(fields, letter), count, symbols.ZeroDigit);
                break;
        }
    }

    private DateNames MonthNames(char letter, int count)
    {
        var alone = letter == 'L' || pattern.IsMonthAlone;
        return count >= 4 ? (alone ? DateNames.StandaloneMonths : DateNames.Months)
            : alone ? DateNames.ShortStandaloneMonths : DateNames.ShortMonths;
    }

    private void AppendYear(OutputWriter output, int year, int count)
    {
        if (year < 0)
        {
            output.Write(symbols.Minus);
            year = -year;
        }

        output.WriteDigits(count == 2 ? year % 100 : year, count, symbols.ZeroDigit);
    }

    /// <summary>A sign and hours, from two parts on minutes, from three on with a colon; ASCII digits in every locale.</summary>
    private static void AppendOffset(OutputWriter output, int offset, int parts)
    {
        var minutes = Math.Abs(offset / 60_000);
        output.Write(offset / 60_000 < 0 ? '-' : '+');
        output.WriteDigits(minutes / 60, 2);
        if (parts > 2)
        {
            output.Write(':');
        }

        if (parts > 1)
        {
            output.WriteDigits(minutes % 60, 2);
        }
    }

    private int NumberOf(in CalendarFields fields, char letter) => letter switch
    {
        'M' or 'L' => fields.Month + 1,
        'd' => fields.DayOfMonth,
        'H' => fields.Hour,
        'k' => fields.Hour == 0 ? 24 : fields.Hour,
        'K' => fields.Hour % 12,
        'h' => fields.Hour % 12 == 0 ? 12 : fields.Hour % 12,
        'm' => fields.Minute,
        's' => fields.Second,
        'S' => fields.Millisecond,
        'D' => fields.DayOfYear,
        'F' => fields.DayOfWeekInMonth,
        'w' => fields.WeekOfYear(symbols),
        'W' => fields.WeekOfMonth(symbols),
        'u' => fields.IsoDayOfWeek,
        _ => throw new InvalidOperationException($"The pattern letter {letter} is not a number."),
    };
}
