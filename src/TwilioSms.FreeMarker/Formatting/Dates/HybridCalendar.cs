namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>
/// Day arithmetic of the calendar Java's date formats use: Julian up to 4 October 1582, Gregorian from the next day, which is
/// 15 October 1582. Days count from 1970-01-01; years are astronomical, so 0 is 1 BC.
/// </summary>
internal static class HybridCalendar
{
    public const long MillisecondsPerDay = 86_400_000;

    /// <summary>15 October 1582, the first Gregorian day.</summary>
    public const long CutoverDay = -141_427;

    public const int CutoverYear = 1582;

    private const long GregorianEpoch = -719_162;
    private const long JulianEpoch = -719_164;

    /// <summary>The day of a date in the calendar in force then; a date in the gap of October 1582 is taken as Julian.</summary>
    public static long DayOf(long year, int month, int dayOfMonth)
    {
        var gregorian = GregorianDayOf(year, month, dayOfMonth);
        return gregorian >= CutoverDay ? gregorian : JulianDayOf(year, month, dayOfMonth);
    }

    /// <summary>The day of a date in the Gregorian calendar, extended to all times; months from 0.</summary>
    public static long GregorianDayOf(long year, int month, int dayOfMonth)
    {
        var y = year - 1;
        return GregorianEpoch + (365 * y) + FloorDivide(y, 4) - FloorDivide(y, 100) + FloorDivide(y, 400)
            + DaysBefore(month, IsGregorianLeapYear(year)) + dayOfMonth - 1;
    }

    /// <summary>The day of a date in the Julian calendar, extended to all times; months from 0.</summary>
    public static long JulianDayOf(long year, int month, int dayOfMonth)
    {
        var y = year - 1;
        return JulianEpoch + (365 * y) + FloorDivide(y, 4) + DaysBefore(month, IsJulianLeapYear(year)) + dayOfMonth - 1;
    }

    /// <summary>The first day of a month that existed; for October 1582 the Julian one.</summary>
    public static long FirstOf(long year, int month)
    {
        var julian = JulianDayOf(year, month, 1);
        return julian < CutoverDay ? julian : GregorianDayOf(year, month, 1);
    }

    /// <summary>The date of a day in the calendar in force then; months from 0.</summary>
    public static void DateOf(long day, out int year, out int month, out int dayOfMonth)
    {
        if (day >= CutoverDay)
        {
            GregorianDateOf(day, out year, out month, out dayOfMonth);
        }
        else
        {
            var days = day - JulianEpoch;
            year = (int)FloorDivide((4 * days) + 1464, 1461);
            SplitYear(day - JulianDayOf(year, 0, 1), IsJulianLeapYear(year), out month, out dayOfMonth);
        }
    }

    /// <summary>The date of a day in the Gregorian calendar, extended to all times; months from 0.</summary>
    public static void GregorianDateOf(long day, out int year, out int month, out int dayOfMonth)
    {
        var days = day - GregorianEpoch;
        var estimate = FloorDivide(days * 400, 146_097) + 1;
        while (GregorianDayOf(estimate, 0, 1) > day)
        {
            estimate--;
        }

        while (GregorianDayOf(estimate + 1, 0, 1) <= day)
        {
            estimate++;
        }

        year = (int)estimate;
        SplitYear(day - GregorianDayOf(year, 0, 1), IsGregorianLeapYear(year), out month, out dayOfMonth);
    }

    /// <summary>1 for Sunday to 7 for Saturday.</summary>
    public static int DayOfWeek(long day) => (int)FloorModulo(day + 4, 7) + 1;

    /// <summary>The last day of the week's day <paramref name="dayOfWeek"/> that is not after <paramref name="day"/>.</summary>
    public static long OnOrBefore(long day, int dayOfWeek) => day - FloorModulo(day + 4 - (dayOfWeek - 1), 7);

    public static bool IsGregorianLeapYear(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static bool IsJulianLeapYear(long year) => year % 4 == 0;

    public static int DaysIn(int month, bool leapYear) => DaysBefore(month + 1, leapYear) - DaysBefore(month, leapYear);

    public static long FloorDivide(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return dividend % divisor < 0 ? quotient - 1 : quotient;
    }

    public static long FloorModulo(long dividend, long divisor) => dividend - (FloorDivide(dividend, divisor) * divisor);

    private static void SplitYear(long dayOfYear, bool leapYear, out int month, out int dayOfMonth)
    {
        month = 11;
        while (DaysBefore(month, leapYear) > dayOfYear)
        {
            month--;
        }

        dayOfMonth = (int)dayOfYear - DaysBefore(month, leapYear) + 1;
    }

    /// <summary>Days of the year before a month from 0 to 12.</summary>
    private static int DaysBefore(int month, bool leapYear) =>
        month < 2 ? month * 31 : (((153 * month) - 9) / 5) + (leapYear ? 1 : 0);
}
