namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>
/// A time zone: its offset from UTC at every moment. Zones come from a table of the library's own, so a template prints the same
/// on a machine without time zone data, without ICU, and on Windows.
/// </summary>
internal sealed class TimeZoneRules
{
    private readonly long[] transitions;
    private readonly byte[] stateAfter;
    private readonly TimeZoneOffset[] states;
    private readonly YearlyTransition[] yearly;

    public TimeZoneRules(
        string id, TimeZoneOffset standard, TimeZoneOffset[] states, long[] transitions, byte[] stateAfter, YearlyTransition[] yearly)
    {
        Id = id;
        Standard = standard;
        this.states = states;
        this.transitions = transitions;
        this.stateAfter = stateAfter;
        this.yearly = yearly;
    }

    public static TimeZoneRules Utc { get; } = Fixed("UTC", 0);

    /// <summary>What an unknown name means to Java.</summary>
    public static TimeZoneRules Gmt { get; } = Fixed("GMT", 0);

    /// <summary>The name it was asked for by; of a custom offset the normal form <c>GMT+02:00</c>.</summary>
    public string Id { get; }

    /// <summary>The standard offset, and what daylight saving adds to it at present; no daylight part where there is none.</summary>
    public TimeZoneOffset Standard { get; }

    /// <summary>A zone that never changes its offset, in milliseconds.</summary>
    public static TimeZoneRules Fixed(string id, int offset)
    {
        var state = new TimeZoneOffset(offset, 0);
        return new(id, state, [state], [], [], []);
    }

    /// <summary>The offset at a moment, in milliseconds since 1970-01-01T00:00:00Z.</summary>
    public TimeZoneOffset OffsetAt(long utc) => OffsetAt(utc, onWallClock: false);

    /// <summary>
    /// The offset when the zone's own clocks show a time. A time that is skipped has the offset before, one that comes twice
    /// the offset after, as in Java.
    /// </summary>
    public TimeZoneOffset OffsetAtWallClock(long local) => OffsetAt(local, onWallClock: true);

    private TimeZoneOffset OffsetAt(long time, bool onWallClock)
    {
        var last = transitions.Length - 1;
        if (last >= 0 && yearly.Length > 0 && time >= Moment(last, onWallClock))
        {
            return OffsetByRule(time, onWallClock);
        }

        int low = 0, high = last;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (Moment(middle, onWallClock) <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high < 0 ? states[0] : states[stateAfter[high]];
    }

    private TimeZoneOffset OffsetByRule(long time, bool onWallClock)
    {
        HybridCalendar.DateOf(HybridCalendar.FloorDivide(time, HybridCalendar.MillisecondsPerDay), out var year, out _, out _);
        var latest = long.MinValue;
        var offset = states[stateAfter[stateAfter.Length - 1]];

        // A year's transition may, seen from UTC or from a wall clock, lie a few hours outside that year.
        for (var y = year - 1; y <= year + 1; y++)
        {
            foreach (var transition in yearly)
            {
                var moment = transition.MomentIn(y) + (onWallClock ? transition.After.Total : 0);
                if (moment <= time && moment > latest)
                {
                    latest = moment;
                    offset = transition.After;
                }
            }
        }

        return offset;
    }

    private long Moment(int index, bool onWallClock) =>
        transitions[index] + (onWallClock ? states[stateAfter[index]].Total : 0);
}

/// <summary>An offset from UTC in milliseconds.</summary>
/// <param name="Total">What is added to UTC.</param>
/// <param name="Daylight">The part of it that is daylight saving.</param>
internal readonly record struct TimeZoneOffset(int Total, int Daylight);

/// <summary>A change of offset that recurs every year.</summary>
/// <param name="Month">From 0.</param>
/// <param name="Day">The day of the month to start from; -1 for the last one.</param>
/// <param name="DayOfWeek">1 (Sunday) to 7: the first such day from <paramref name="Day"/> on, or the last up to the last; 0: that day itself.</param>
/// <param name="Time">Milliseconds from UTC midnight of that day.</param>
/// <param name="After">The offset from then on.</param>
internal readonly record struct YearlyTransition(int Month, int Day, int DayOfWeek, long Time, TimeZoneOffset After)
{
    public long MomentIn(int year)
    {
        var length = HybridCalendar.DaysIn(Month, HybridCalendar.IsGregorianLeapYear(year));
        var day = HybridCalendar.GregorianDayOf(year, Month, Day < 0 ? length : Day);
        if (DayOfWeek > 0)
        {
            day = HybridCalendar.OnOrBefore(Day < 0 ? day : day + 6, DayOfWeek);
        }

        return (day * HybridCalendar.MillisecondsPerDay) + Time;
    }
}
