namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>The fields of a moment on the clocks and calendars of a time zone.</summary>
internal readonly struct CalendarFields
{
    /// <summary>The highest number of a week in January; a higher one counts from the year before.</summary>
    private const int LastOfJanuary = 6;

    private readonly long day;
    private readonly int millisecondOfDay;

    public CalendarFields(long utc, TimeZoneOffset offset)
    {
        Offset = offset;
        var local = utc + offset.Total;
        day = HybridCalendar.FloorDivide(local, HybridCalendar.MillisecondsPerDay);
        millisecondOfDay = (int)(local - (day * HybridCalendar.MillisecondsPerDay));
        HybridCalendar.DateOf(day, out var year, out var month, out var dayOfMonth);
        AstronomicalYear = year;
        Month = month;
        DayOfMonth = dayOfMonth;
    }

    public TimeZoneOffset Offset { get; }

    /// <summary>The year, where 0 is 1 BC.</summary>
    public int AstronomicalYear { get; }

    /// <summary>0 before Christ, 1 after.</summary>
    public int Era => AstronomicalYear > 0 ? 1 : 0;

    public int YearOfEra => AstronomicalYear > 0 ? AstronomicalYear : 1 - AstronomicalYear;

    /// <summary>From 0.</summary>
    public int Month { get; }

    public int DayOfMonth { get; }

    public int DayOfYear => (int)(day - HybridCalendar.FirstOf(AstronomicalYear, 0)) + 1;

    /// <summary>1 for Sunday to 7 for Saturday.</summary>
    public int DayOfWeek => HybridCalendar.DayOfWeek(day);

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public int IsoDayOfWeek => DayOfWeek == 1 ? 7 : DayOfWeek - 1;

    /// <summary>Which of its weekday the day is in its month: the second Tuesday is 2.</summary>
    public int DayOfWeekInMonth => ((int)(day - HybridCalendar.FirstOf(AstronomicalYear, Month)) / 7) + 1;

    public int Hour => millisecondOfDay / 3_600_000;

    public int Minute => millisecondOfDay / 60_000 % 60;

    public int Second => millisecondOfDay / 1000 % 60;

    public int Millisecond => millisecondOfDay % 1000;

    public int WeekOfMonth(DateSymbols rules) => WeekNumber(HybridCalendar.FirstOf(AstronomicalYear, Month), day, rules);

    public int WeekOfYear(DateSymbols rules)
    {
        var week = WeekNumber(HybridCalendar.FirstOf(AstronomicalYear, 0), day, rules);
        if (week == 0)
        {
            var firstOfYear = HybridCalendar.FirstOf(AstronomicalYear, 0);
            return WeekNumber(HybridCalendar.FirstOf(AstronomicalYear - 1, 0), firstOfYear - 1, rules);
        }

        return day >= FirstWeekStart(HybridCalendar.FirstOf(AstronomicalYear + 1, 0), rules) ? 1 : week;
    }

    /// <summary>The year the week belongs to, which differs from the year around its ends; before Christ years count backwards.</summary>
    public int WeekYear(DateSymbols rules)
    {
        if (Era == 0)
        {
            return AstronomicalYear - rules.YearOffset + DifferenceBeforeChrist(rules);
        }

        var week = WeekOfYear(rules);
        return AstronomicalYear + rules.YearOffset + (Month == 0 && week > LastOfJanuary ? -1 : Month != 0 && week == 1 ? 1 : 0);
    }

    /// <summary>
    /// Before Christ, Java looks for the end of the last week in a year of the same calendar that is not the next one: it takes the number of
    /// the next year, which counts forwards there, for one that counts backwards.
    /// </summary>
    private int DifferenceBeforeChrist(DateSymbols rules)
    {
        var firstOfYear = HybridCalendar.FirstOf(AstronomicalYear, 0);
        if (day < FirstWeekStart(firstOfYear, rules))
        {
            return -1;
        }

        var takenForNext = HybridCalendar.FirstOf((2L * rules.YearOffset) - AstronomicalYear, 0);
        var daysBefore = takenForNext - FirstWeekStart(takenForNext, rules);
        return daysBefore > 0 && day + daysBefore >= HybridCalendar.FirstOf(AstronomicalYear + 1, 0) ? 1 : 0;
    }

    /// <summary>The first day of the first week of a period, which may lie before the period.</summary>
    public static long FirstWeekStart(long periodStart, DateSymbols rules)
    {
        var start = HybridCalendar.OnOrBefore(periodStart + 6, rules.FirstDayOfWeek);
        return start - periodStart >= rules.MinimalDaysInFirstWeek ? start - 7 : start;
    }

    private static int WeekNumber(long periodStart, long day, DateSymbols rules) =>
        (int)HybridCalendar.FloorDivide(day - FirstWeekStart(periodStart, rules), 7) + 1;
}
