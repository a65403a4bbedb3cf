namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>The fields a date is built from.</summary>
internal enum DateField
{
    Era,
    Year,
    Month,
    WeekOfYear,
    WeekOfMonth,
    DayOfMonth,
    DayOfYear,
    DayOfWeek,
    DayOfWeekInMonth,
    AmPm,
    Hour,
    HourOfDay,
    Minute,
    Second,
    Millisecond,
    ZoneOffset,
    DaylightOffset,
    WeekYear,
}

/// <summary>
/// The fields read from a text, and the moment they add up to. As in Java's lenient calendar, a field may be out of range
/// (the 32nd of May is the 1st of June), and of contradictory fields the one set last decides.
/// </summary>
internal ref struct DateFieldSet
{
    public const int FieldCount = (int)DateField.WeekYear + 1;

    private readonly Span<int> values;
    private readonly Span<int> order;
    private int next;

    /// <param name="storage">Twice <see cref="FieldCount"/>, zeroed.</param>
    public DateFieldSet(Span<int> storage)
    {
        values = storage.Slice(0, FieldCount);
        order = storage.Slice(FieldCount, FieldCount);
        next = 1;
    }

    public readonly int this[DateField field] => values[(int)field];

    public readonly bool Has(DateField field) => order[(int)field] > 0;

    public void Set(DateField field, int value)
    {
        values[(int)field] = value;
        order[(int)field] = next++;
    }

    public void Unset(DateField field)
    {
        values[(int)field] = 0;
        order[(int)field] = 0;
    }

    public readonly void AddYears(int years)
    {
        values[(int)DateField.Year] += years;
        values[(int)DateField.WeekYear] += years;
    }

    /// <summary>The moment in milliseconds since 1970-01-01T00:00:00Z.</summary>
    public readonly long ToMilliseconds(DateSymbols symbols, TimeZoneRules zone)
    {
        var time = TimeOfDay();
        var daysOfTime = HybridCalendar.FloorDivide(time, HybridCalendar.MillisecondsPerDay);
        var day = Has(DateField.WeekYear) && Order(DateField.WeekYear) > Order(DateField.Year)
            ? WeekDate(symbols) + daysOfTime
            : Day(daysOfTime, symbols);
        var local = (day * HybridCalendar.MillisecondsPerDay) + HybridCalendar.FloorModulo(time, HybridCalendar.MillisecondsPerDay);

        var offset = zone.OffsetAtWallClock(local);
        var standard = Has(DateField.ZoneOffset) ? this[DateField.ZoneOffset] : offset.Total - offset.Daylight;
        var daylight = Has(DateField.DaylightOffset) ? this[DateField.DaylightOffset] : offset.Daylight;
        return local - standard - daylight;
    }

    private readonly int Order(DateField field) => order[(int)field];

    /// <summary>The order of a pair of fields that mean something together only; 0 unless both are set.</summary>
    private readonly int Order(DateField first, DateField second) =>
        Has(first) && Has(second) ? Math.Max(Order(first), Order(second)) : 0;

    private readonly long TimeOfDay()
    {
        var byHalf = Order(DateField.Hour, DateField.AmPm);
        if (byHalf == 0 && !Has(DateField.HourOfDay))
        {
            byHalf = Math.Max(Order(DateField.Hour), Order(DateField.AmPm));
        }

        long hours = byHalf > Order(DateField.HourOfDay)
            ? this[DateField.Hour] + (12L * this[DateField.AmPm])
            : this[DateField.HourOfDay];
        return (((((hours * 60) + this[DateField.Minute]) * 60) + this[DateField.Second]) * 1000) + this[DateField.Millisecond];
    }

    private readonly long WeekDate(DateSymbols symbols)
    {
        long week = Has(DateField.WeekOfYear) ? this[DateField.WeekOfYear] : 1;
        var dayOfWeek = Has(DateField.DayOfWeek) ? this[DateField.DayOfWeek] : symbols.FirstDayOfWeek;
        if (dayOfWeek is < 1 or > 7)
        {
            // Out of range, the number is still that of an ISO weekday, from 1 for Monday.
            week += HybridCalendar.FloorDivide(dayOfWeek - 1, 7);
            dayOfWeek = (((int)HybridCalendar.FloorModulo(dayOfWeek - 1, 7) + 1) % 7) + 1;
        }

        long year = Has(DateField.Era) && this[DateField.Era] == 0 ? 1L - this[DateField.WeekYear] : this[DateField.WeekYear];
        var start = CalendarFields.FirstWeekStart(HybridCalendar.FirstOf(year, 0), symbols);

        // Java has the start in milliseconds, for whose number 64 bits may be too few.
        start = HybridCalendar.FloorDivide(unchecked(start * HybridCalendar.MillisecondsPerDay), HybridCalendar.MillisecondsPerDay);
        var day = start + ((week - 1) * 7) + HybridCalendar.FloorModulo(dayOfWeek - symbols.FirstDayOfWeek, 7);
        if (symbols.YearOffset == 0)
        {
            return day;
        }

        // Java takes what it found in the Buddhist calendar's week year for a Buddhist date once more; before Christ years count backwards.
        HybridCalendar.DateOf(day, out var found, out var month, out var dayOfMonth);
        return HybridCalendar.DayOf(found > 0 ? found - symbols.YearOffset : found + symbols.YearOffset, month, dayOfMonth);
    }

    /// <summary>The day, in the calendar in force then.</summary>
    private readonly long Day(long daysOfTime, DateSymbols symbols)
    {
        long year = Has(DateField.Year) ? this[DateField.Year] : 1970;
        if (Has(DateField.Era) && this[DateField.Era] == 0)
        {
            year = 1 - year;
        }

        var resolution = Resolve();
        var julian = DayIn(isGregorian: false, year, resolution, symbols) + daysOfTime;
        if (year < HybridCalendar.CutoverYear && julian < HybridCalendar.CutoverDay)
        {
            return julian;
        }

        var gregorian = DayIn(isGregorian: true, year, resolution, symbols) + daysOfTime;
        if (year > HybridCalendar.CutoverYear && gregorian >= HybridCalendar.CutoverDay)
        {
            return gregorian;
        }

        // Days counted from the start of 1582, and days in its gap, are counted in the Julian calendar.
        var fromYearStart = resolution is DateField.DayOfYear or DateField.WeekOfYear;
        return !fromYearStart && gregorian >= HybridCalendar.CutoverDay && year >= HybridCalendar.CutoverYear ? gregorian : julian;
    }

    /// <summary>Which field tells the day within its year.</summary>
    private readonly DateField Resolve()
    {
        var dayOfWeek = Order(DateField.DayOfWeek);
        var dayOfMonth = Order(DateField.DayOfMonth);
        var weekOfMonth = Order(DateField.WeekOfMonth, DateField.DayOfWeek);
        var dayOfWeekInMonth = Order(DateField.DayOfWeekInMonth, DateField.DayOfWeek);
        var dayOfYear = Order(DateField.DayOfYear);
        var weekOfYear = Order(DateField.WeekOfYear, DateField.DayOfWeek);
        var latest = Latest(dayOfMonth, weekOfMonth, dayOfWeekInMonth, dayOfYear, weekOfYear);
        if (latest == 0)
        {
            // No pair is complete: a week alone counts, and a weekday alone is the first of its month.
            weekOfMonth = Order(DateField.WeekOfMonth);
            dayOfWeekInMonth = Math.Max(Order(DateField.DayOfWeekInMonth), dayOfWeek);
            weekOfYear = Order(DateField.WeekOfYear);
            latest = Latest(0, weekOfMonth, dayOfWeekInMonth, 0, weekOfYear);
            if (latest == 0)
            {
                return DateField.DayOfMonth;
            }
        }

        // A weekday may be the later half of several pairs; the other halves then decide.
        if (latest == dayOfMonth)
        {
            return DateField.DayOfMonth;
        }

        var byMonth = (latest == weekOfMonth && Order(DateField.WeekOfMonth) >= Order(DateField.WeekOfYear))
            || (latest == dayOfWeekInMonth && Order(DateField.DayOfWeekInMonth) >= Order(DateField.WeekOfYear));
        if (!byMonth)
        {
            return latest == dayOfYear ? DateField.DayOfYear : DateField.WeekOfYear;
        }

        var byWeekOfMonth = weekOfMonth == dayOfWeekInMonth
            ? Order(DateField.WeekOfMonth) >= Order(DateField.DayOfWeekInMonth)
            : latest == weekOfMonth;
        return byWeekOfMonth ? DateField.WeekOfMonth : DateField.DayOfWeekInMonth;
    }

    private static int Latest(int a, int b, int c, int d, int e) => Math.Max(Math.Max(Math.Max(a, b), Math.Max(c, d)), e);

    /// <summary>The day the fields give in one of the two calendars.</summary>
    private readonly long DayIn(bool isGregorian, long year, DateField resolution, DateSymbols symbols)
    {
        var byYear = resolution is DateField.DayOfYear or DateField.WeekOfYear;
        var month = byYear ? 0 : this[DateField.Month];
        year += HybridCalendar.FloorDivide(month, 12);
        month = (int)HybridCalendar.FloorModulo(month, 12);
        var start = isGregorian ? HybridCalendar.GregorianDayOf(year, month, 1) : HybridCalendar.JulianDayOf(year, month, 1);
        var hasDayOfWeek = Has(DateField.DayOfWeek);
        switch (resolution)
        {
            case DateField.DayOfMonth:
                return Has(DateField.DayOfMonth) ? start + this[DateField.DayOfMonth] - 1L : start;
            case DateField.DayOfYear:
                return start + this[DateField.DayOfYear] - 1L;
            case DateField.DayOfWeekInMonth:
                var dayOfWeek = hasDayOfWeek ? this[DateField.DayOfWeek] : symbols.FirstDayOfWeek;
                long which = Has(DateField.DayOfWeekInMonth) ? this[DateField.DayOfWeekInMonth] : 1;
                var leapYear = isGregorian ? HybridCalendar.IsGregorianLeapYear(year) : HybridCalendar.IsJulianLeapYear(year);
                return HybridCalendar.OnOrBefore(
                    start - 1 + (7 * which) + (which < 0 ? HybridCalendar.DaysIn(month, leapYear) + 7 : 0), dayOfWeek);
            default:
                var week = CalendarFields.FirstWeekStart(start, symbols);
                if (hasDayOfWeek && this[DateField.DayOfWeek] != symbols.FirstDayOfWeek)
                {
                    week = HybridCalendar.OnOrBefore(week + 6, this[DateField.DayOfWeek]);
                }

                return week + (7 * (this[resolution] - 1L));
        }
    }
}
