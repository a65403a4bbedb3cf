using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>
/// Reads dates in ISO 8601 or its XML Schema variant, strictly: nothing before or after, nothing out of range, no time that the
/// zone's clocks skip. ISO 8601 may be in the extended format (2024-03-05T14:07) or the basic one (20240305T1407), not mixed.
/// </summary>
internal ref struct IsoDateParser
{
    /// <summary>The years that milliseconds can count.</summary>
    private const int MaximumYear = 292_278_994;

    private readonly ReadOnlySpan<char> text;
    private readonly bool isXmlSchema;
    private readonly bool isExtended;
    private int position;
    private long day;
    private int time;
    private int? offset;

    private IsoDateParser(string text, bool isXmlSchema, bool isExtended)
    {
        this.text = text.AsSpan();
        this.isXmlSchema = isXmlSchema;
        this.isExtended = isExtended;
    }

    public static bool TryParse(string text, bool isXmlSchema, DateKind kind, TimeZoneRules zone, out long milliseconds)
    {
        var parser = new IsoDateParser(text, isXmlSchema, isExtended: true);
        if (parser.Read(kind))
        {
            return parser.TryResolve(zone, out milliseconds);
        }

        parser = new IsoDateParser(text, isXmlSchema, isExtended: false);
        milliseconds = 0;
        return !isXmlSchema && parser.Read(kind) && parser.TryResolve(zone, out milliseconds);
    }

    private readonly bool TryResolve(TimeZoneRules zone, out long milliseconds)
    {
        var local = (day * HybridCalendar.MillisecondsPerDay) + time;
        milliseconds = local - (offset ?? zone.OffsetAtWallClock(local).Total);
        return offset is not null || milliseconds + zone.OffsetAt(milliseconds).Total == local;
    }

    private bool Read(DateKind kind) =>
        (kind == DateKind.Time || ReadDate())
        && (kind != DateKind.DateTime || ReadCharacter('T'))
        && (kind == DateKind.Date || ReadTime())
        && (kind == DateKind.Date && !isXmlSchema || ReadOffset())
        && position == text.Length;

    private bool ReadDate()
    {
        var isNegative = ReadCharacter('-');
        var digits = 0;
        while (position + digits < text.Length && text[position + digits] is >= '0' and <= '9')
        {
            digits++;
        }

        digits -= isExtended ? 0 : 4;
        if (digits < (isXmlSchema ? 1 : 4) || !ReadNumber(digits, MaximumYear, out var year) || (isXmlSchema && year == 0))
        {
            return false;
        }

        if (isNegative)
        {
            year = isXmlSchema ? 1 - year : -year;
        }

        if (!ReadSeparator('-') || !ReadNumber(2, 12, out var month) || !ReadSeparator('-') || !ReadNumber(2, 31, out var dayOfMonth)
            || month == 0 || dayOfMonth == 0 || dayOfMonth > HybridCalendar.DaysIn(month - 1, HybridCalendar.IsGregorianLeapYear(year)))
        {
            return false;
        }

        day = HybridCalendar.GregorianDayOf(year, month - 1, dayOfMonth);
        return true;
    }

    private bool ReadTime()
    {
        int minutes = 0, seconds = 0, fraction = 0;
        if (!ReadNumber(2, 24, out var hours))
        {
            return false;
        }

        // XML Schema asks for seconds; in ISO 8601 each smaller unit may be left out.
        if (isXmlSchema || IsNext(':'))
        {
            if (!ReadSeparator(':') || !ReadNumber(2, 59, out minutes))
            {
                return false;
            }

            if (isXmlSchema || IsNext(':'))
            {
                if (!ReadSeparator(':') || !ReadNumber(2, 59, out seconds) || !ReadFraction(out fraction))
                {
                    return false;
                }
            }
        }

        time = (((((hours * 60) + minutes) * 60) + seconds) * 1000) + fraction;
        return time <= HybridCalendar.MillisecondsPerDay;
    }

    private bool ReadFraction(out int milliseconds)
    {
        milliseconds = 0;
        if (position == text.Length || !(text[position] == '.' || (text[position] == ',' && !isXmlSchema)))
        {
            return true;
        }

        var start = ++position;
        var unit = 100;
        for (; position < text.Length && text[position] is >= '0' and <= '9'; position++)
        {
            milliseconds += (text[position] - '0') * unit;
            unit /= 10;
        }

        return position > start;
    }

    /// <summary>Reads <c>Z</c>, <c>+hh:mm</c>, or in ISO 8601 <c>+hh</c>; there need be none.</summary>
    private bool ReadOffset()
    {
        if (position == text.Length)
        {
            return true;
        }

        if (ReadCharacter('Z'))
        {
            offset = 0;
            return true;
        }

        var isNegative = text[position] == '-';
        if (!(ReadCharacter('-') || ReadCharacter('+')) || !ReadNumber(2, 23, out var hours))
        {
            return false;
        }

        var minutes = 0;
        if (isXmlSchema || position < text.Length)
        {
            if (!ReadSeparator(':') || !ReadNumber(2, 59, out minutes))
            {
                return false;
            }
        }

        var total = ((hours * 60) + minutes) * 60_000;
        offset = isNegative ? -total : total;
        return true;
    }

    /// <summary>Whether a further unit of a time follows.</summary>
    private readonly bool IsNext(char separator) =>
        position < text.Length && (isExtended ? text[position] == separator : text[position] is >= '0' and <= '9');

    private bool ReadSeparator(char separator) => !isExtended || ReadCharacter(separator);

    private bool ReadCharacter(char c)
    {
        if (position == text.Length || text[position] != c)
        {
            return false;
        }

        position++;
        return true;
    }

    private bool ReadNumber(int digits, int maximum, out int value)
    {
        value = 0;
        if (position + digits > text.Length)
        {
            return false;
        }

        var number = 0L;
        foreach (var c in text.Slice(position, digits))
        {
            if (c is < '0' or > '9' || number > maximum)
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        position += digits;
        value = (int)Math.Min(number, int.MaxValue);
        return number <= maximum;
    }
}
