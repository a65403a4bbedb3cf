namespace TwilioSms.FreeMarker;

/// <summary>Prints and reads dates in ISO 8601 or its XML Schema variant, in the Gregorian calendar of all times.</summary>
internal sealed class IsoDateFormat(IsoDateOptions options, DateKind kind, TimeZoneRules zone) : DateFormat
{
    private const int UsualLength = 40;

    public override string Description => options.IsXmlSchema ? "XML Schema (xs)" : "ISO 8601 (iso)";

    public override string Format(long milliseconds)
    {
        var builder = new DateTextBuilder(stackalloc char[UsualLength]);
        var offset = (options.UsesUtc ? TimeZoneRules.Utc : zone).OffsetAt(milliseconds);
        var local = milliseconds + offset.Total;
        var day = HybridCalendar.FloorDivide(local, HybridCalendar.MillisecondsPerDay);
        if (kind != DateKind.Time)
        {
            AppendDate(ref builder, day);
        }

        if (kind == DateKind.DateTime)
        {
            builder.Append('T');
        }

        if (kind != DateKind.Date)
        {
            AppendTime(ref builder, (int)(local - (day * HybridCalendar.MillisecondsPerDay)));
        }

        if (options.ShowsOffset && (kind != DateKind.Date || options.IsXmlSchema))
        {
            AppendOffset(ref builder, offset.Total);
        }

        return builder.ToString();
    }

    public override bool TryParse(string text, long now, out long milliseconds, out DateFormat next)
    {
        next = this;
        return IsoDateParser.TryParse(text, options.IsXmlSchema, kind, zone, out milliseconds);
    }

    private void AppendDate(ref DateTextBuilder builder, long day)
    {
        HybridCalendar.GregorianDateOf(day, out var year, out var month, out var dayOfMonth);
        if (options.IsXmlSchema && year <= 0)
        {
            // XML Schema 1.0 has no year 0: 1 BC is -1.
            year--;
        }

        if (year < 0)
        {
            builder.Append('-');
            builder.AppendNumber(-year, 1);
        }
        else
        {
            builder.AppendNumber(year, 4);
        }

        builder.Append('-');
        builder.AppendNumber(month + 1, 2);
        builder.Append('-');
        builder.AppendNumber(dayOfMonth, 2);
    }

    private void AppendTime(ref DateTextBuilder builder, int time)
    {
        builder.AppendNumber(time / 3_600_000, 2);
        if (options.Accuracy == IsoAccuracy.Hours)
        {
            return;
        }

        builder.Append(':');
        builder.AppendNumber(time / 60_000 % 60, 2);
        if (options.Accuracy == IsoAccuracy.Minutes)
        {
            return;
        }

        builder.Append(':');
        builder.AppendNumber(time / 1000 % 60, 2);
        var fraction = time % 1000;
        if (options.Accuracy == IsoAccuracy.ForcedMilliseconds)
        {
            builder.Append('.');
            builder.AppendNumber(fraction, 3);
        }
        else if (options.Accuracy == IsoAccuracy.Milliseconds && fraction > 0)
        {
            var digits = 3;
            for (; fraction % 10 == 0; fraction /= 10)
            {
                digits--;
            }

            builder.Append('.');
            builder.AppendNumber(fraction, digits);
        }
    }

    private static void AppendOffset(ref DateTextBuilder builder, int offset)
    {
        if (offset == 0)
        {
            builder.Append('Z');
            return;
        }

        var seconds = Math.Abs(offset) / 1000;
        builder.Append(offset < 0 ? '-' : '+');
        builder.AppendNumber(seconds / 3600, 2);
        builder.Append(':');
        builder.AppendNumber(seconds / 60 % 60, 2);
        if (seconds % 60 != 0)
        {
            builder.Append(':');
            builder.AppendNumber(seconds % 60, 2);
        }
    }
}
