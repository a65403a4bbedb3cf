using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>Reads one text by a pattern, leniently: numbers out of range carry over, and text after the pattern is ignored.</summary>
internal struct PatternDateParser
{
    private const int MillisecondsPerMinute = 60_000;

    private static readonly DateNames[] EraNames = [DateNames.Eras, DateNames.LongEras];

    private static readonly DateNames[] MonthNames = [DateNames.ShortMonths, DateNames.Months];

    private static readonly DateNames[] StandaloneMonthNames = [DateNames.ShortStandaloneMonths, DateNames.StandaloneMonths];

    private static readonly DateNames[] AllMonthNames = [.. MonthNames, .. StandaloneMonthNames];

    private static readonly DateNames[] WeekdayNames = [DateNames.ShortWeekdays, DateNames.Weekdays];

    private static readonly DateNames[] AmPmNames = [DateNames.AmPm];

    private readonly string text;
    private readonly DatePattern pattern;
    private readonly DateSymbols symbols;
    private readonly Locale locale;
    private int position;
    private bool hasAmbiguousYear;

    public PatternDateParser(string text, DatePattern pattern, DateSymbols symbols, Locale locale, TimeZoneRules zone)
    {
        this.text = text;
        this.pattern = pattern;
        this.symbols = symbols;
        this.locale = locale;
        Zone = zone;
    }

    /// <summary>The zone of the text, once it is read; a zone's name in the text changes it.</summary>
    public TimeZoneRules Zone { get; private set; }

    /// <param name="now">The present; a year of two digits is at most 80 years before and 20 after it.</param>
    /// <param name="milliseconds">The moment read.</param>
    public bool TryParse(long now, out long milliseconds)
    {
        var centuryStart = EightyYearsBefore(now, out var centuryStartYear);
        var fields = new DateFieldSet(stackalloc int[2 * DateFieldSet.FieldCount]);
        milliseconds = 0;
        for (var i = 0; i < pattern.Items.Length; i++)
        {
            var item = pattern.Items[i];
            var abuts = i + 1 < pattern.Items.Length && pattern.Items[i + 1].IsNumeric;
            if (!(item.IsField ? ReadField(item, abuts, centuryStartYear, ref fields) : ReadLiteral(item.Literal)))
            {
                return false;
            }
        }

        if (position == 0)
        {
            return false;
        }

        milliseconds = fields.ToMilliseconds(symbols, Zone);
        if (hasAmbiguousYear && milliseconds < centuryStart)
        {
            fields.AddYears(100);
            milliseconds = fields.ToMilliseconds(symbols, Zone);
        }

        return true;
    }

    private readonly long EightyYearsBefore(long now, out int year)
    {
        var present = new CalendarFields(now, Zone.OffsetAt(now));
        var astronomical = present.AstronomicalYear - 80;
        var length = HybridCalendar.DaysIn(present.Month, HybridCalendar.IsGregorianLeapYear(astronomical));
        var midnight = HybridCalendar.DayOf(astronomical, present.Month, Math.Min(present.DayOfMonth, length)) * HybridCalendar.MillisecondsPerDay;
        var local = midnight + HybridCalendar.FloorModulo(now + present.Offset.Total, HybridCalendar.MillisecondsPerDay);
        year = astronomical + symbols.YearOffset;
        return local - Zone.OffsetAtWallClock(local).Total;
    }

    private bool ReadLiteral(string literal)
    {
        if (!text.AsSpan(position).StartsWith(literal.AsSpan(), StringComparison.Ordinal))
        {
            return false;
        }

        position += literal.Length;
        return true;
    }

    private bool ReadField(in DatePattern.Item item, bool abuts, int centuryStartYear, scoped ref DateFieldSet fields)
    {
        var start = position;
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        if (position == text.Length)
        {
            return false;
        }

        switch (item.Letter)
        {
            case 'G':
                return ReadName(start, EraNames, 0, 1, DateField.Era, ref fields);
            case 'M' or 'L' when item.Count >= 3:
                var months = item.Letter == 'L' ? AllMonthNames : pattern.IsMonthAlone ? StandaloneMonthNames : MonthNames;
                return ReadName(start, months, 0, 11, DateField.Month, ref fields);
            case 'E':
                return ReadName(start, WeekdayNames, 1, 7, DateField.DayOfWeek, ref fields);
            case 'a':
                return ReadName(start, AmPmNames, 0, 1, DateField.AmPm, ref fields);
            case 'z' or 'Z':
                return ReadZone(start, ref fields);
            case 'X':
                return ReadIsoZone(item.Count, ref fields);
        }

        var digitsStart = position;
        var end = abuts ? start + item.Count : text.Length;
        if (end > text.Length || !ReadNumber(end, out var value))
        {
            return false;
        }

        if (item.Letter is 'y' or 'Y' && item.Count <= 2 && position - digitsStart == 2
            && UnicodeData.DigitOf(text[digitsStart]) >= 0 && UnicodeData.DigitOf(text[digitsStart + 1]) >= 0)
        {
            var ambiguous = centuryStartYear % 100;
            hasAmbiguousYear = value == ambiguous;
            value += (centuryStartYear / 100 * 100) + (value < ambiguous ? 100 : 0);
        }

        SetNumber(item.Letter, value, ref fields);
        return true;
    }

    private readonly void SetNumber(char letter, int value, scoped ref DateFieldSet fields)
    {
        switch (letter)
        {
            case 'y':
                fields.Set(DateField.Year, value - symbols.YearOffset);
                break;
            case 'Y':
                fields.Set(DateField.WeekYear, value - symbols.YearOffset);
                break;
            case 'M' or 'L':
                fields.Set(DateField.Month, value - 1);
                break;
            case 'k':
                fields.Set(DateField.HourOfDay, value == 24 ? 0 : value);
                break;
            case 'h':
                fields.Set(DateField.Hour, value == 12 ? 0 : value);
                break;
            case 'u':
                fields.Set(DateField.DayOfWeek, value is >= 1 and <= 7 ? (value % 7) + 1 : value);
                break;
            default:
                fields.Set(FieldOf(letter), value);
                break;
        }
    }

    private static DateField FieldOf(char letter) => letter switch
    {
        'd' => DateField.DayOfMonth,
        'H' => DateField.HourOfDay,
        'K' => DateField.Hour,
        'm' => DateField.Minute,
        's' => DateField.Second,
        'S' => DateField.Millisecond,
        'D' => DateField.DayOfYear,
        'F' => DateField.DayOfWeekInMonth,
        'w' => DateField.WeekOfYear,
        'W' => DateField.WeekOfMonth,
        _ => throw new InvalidOperationException($"The pattern letter {letter} is not a number."),
    };

    /// <summary>Reads the longest name that fits, whatever its case; names do not skip white space before them.</summary>
    private bool ReadName(int start, DateNames[] sets, int first, int last, DateField field, scoped ref DateFieldSet fields)
    {
        var (best, length) = (0, 0);
        foreach (var set in sets)
        {
            for (var value = first; value <= last; value++)
            {
                var name = symbols.Name(set, value);
                if (name.Length > length && UnicodeData.StartsWithIgnoringCase(text.AsSpan(start), name))
                {
                    (best, length) = (value, name.Length);
                }
            }
        }

        if (length == 0)
        {
            return false;
        }

        fields.Set(field, best);
        position = start + length;
        return true;
    }

    /// <summary>Reads a whole number, perhaps negative, of decimal digits of any script; one too large wraps around, as in Java.</summary>
    private bool ReadNumber(int end, out int value)
    {
        var at = position;
        var negative = text.AsSpan(at).StartsWith(symbols.Minus.AsSpan(), StringComparison.Ordinal);
        if (negative)
        {
            at += symbols.Minus.Length;
        }

        var digitsStart = at;
        var number = 0L;
        var isHuge = false;
        for (; at < end && UnicodeData.DigitOf(text[at]) is >= 0 and var digit; at++)
        {
            isHuge |= number > (long.MaxValue - digit) / 10;
            number = isHuge ? long.MaxValue : (number * 10) + digit;
        }

        value = isHuge ? (negative ? int.MinValue : int.MaxValue) : unchecked((int)(negative ? -number : number));
        if (at == digitsStart)
        {
            return false;
        }

        position = at;
        return true;
    }

    /// <summary>Reads <c>+hhmm</c>, <c>GMT</c>, <c>GMT+h:mm</c> or the name of a zone.</summary>
    private bool ReadZone(int start, scoped ref DateFieldSet fields)
    {
        if (text[position] is '+' or '-')
        {
            return ReadOffset(0, hasColon: false, ref fields);
        }

        if (text.AsSpan(start).StartsWith("GMT".AsSpan(), StringComparison.OrdinalIgnoreCase))
        {
            position = start + 3;
            if (position < text.Length && text[position] is '+' or '-')
            {
                return ReadOffset(0, hasColon: true, ref fields);
            }

            SetOffset(0, ref fields);
            return true;
        }

        return ReadZoneName(ref fields);
    }

    private bool ReadZoneName(scoped ref DateFieldSet fields)
    {
        if (!TimeZoneNames.TryMatch(text.AsSpan(position), Zone, locale, out var match))
        {
            return false;
        }

        position += match.Length;
        Zone = match.Zone;

        // A name that is the same all year leaves it to the calendar whether it is daylight saving time.
        if (!match.IsSameAllYear && !(match.IsDaylight && match.Zone.Standard.Daylight == 0))
        {
            fields.Unset(DateField.ZoneOffset);
            fields.Set(DateField.DaylightOffset, match.IsDaylight ? match.Zone.Standard.Daylight : 0);
        }

        return true;
    }

    /// <summary>Reads <c>Z</c> or <c>+hh</c>, <c>+hhmm</c>, <c>+hh:mm</c> by the number of letters.</summary>
    private bool ReadIsoZone(int count, scoped ref DateFieldSet fields)
    {
        if (text[position] == 'Z')
        {
            position++;
            SetOffset(0, ref fields);
            return true;
        }

        return text[position] is '+' or '-' && ReadOffset(count, count == 3, ref fields);
    }

    /// <summary>Reads a sign, hours and minutes; <paramref name="isoCount"/> is 0 for other than ISO zones, 1 for hours only.</summary>
    private bool ReadOffset(int isoCount, bool hasColon, scoped ref DateFieldSet fields)
    {
        var sign = text[position] == '-' ? -1 : 1;
        var at = position + 1;
        if (!ReadDigit(ref at, out var hours))
        {
            return false;
        }

        if (ReadDigit(ref at, out var digit))
        {
            hours = (hours * 10) + digit;
        }
        else if (isoCount > 0 || !hasColon || at >= text.Length)
        {
            return false;
        }

        var minutes = 0;
        if (isoCount != 1)
        {
            if (hasColon && (at >= text.Length || text[at++] != ':'))
            {
                return false;
            }

            if (!ReadDigit(ref at, out var tens) || !ReadDigit(ref at, out digit))
            {
                return false;
            }

            minutes = (tens * 10) + digit;
        }

        if (hours > 23 || minutes > 59)
        {
            return false;
        }

        position = at;
        SetOffset(sign * ((hours * 60) + minutes) * MillisecondsPerMinute, ref fields);
        return true;
    }

    private readonly bool ReadDigit(ref int at, out int digit)
    {
        digit = at < text.Length ? text[at] - '0' : -1;
        if (digit is < 0 or > 9)
        {
            return false;
        }

        at++;
        return true;
    }

    private static void SetOffset(int offset, scoped ref DateFieldSet fields)
    {
        fields.Set(DateField.ZoneOffset, offset);
        fields.Set(DateField.DaylightOffset, 0);
    }
}
