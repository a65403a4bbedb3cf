using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>Prints and reads dates in ISO 8601 or its XML Schema variant, in the Gregorian calendar of all times.</summary>
internal sealed class IsoDateFormat(IsoDateOptions options, DateKind kind, TimeZoneRules zone) : DateFormat
{
    private readonly TimeZoneRules zone = options.UsesUtc ? TimeZoneRules.Utc : zone;

    public override string Description => options.IsXmlSchema ? "XML Schema (xs)" : "ISO 8601 (iso)";

    public override int LongestText => 40;

    public override void Write(long milliseconds, OutputWriter output)
    {
        var offset = zone.OffsetAt(milliseconds);
        var local = milliseconds + offset.Total;
        var day = HybridCalendar.FloorDivide(local, HybridCalendar.MillisecondsPerDay);
        if (kind != DateKind.Time)
        {
            AppendDate(output, day);
        }

        if (kind == DateKind.DateTime)
        {
            output.Write('T');
        }

        if (kind != DateKind.Date)
        {
            AppendTime(output, (int)(local - (day * HybridCalendar.MillisecondsPerDay)));
        }

        if (options.ShowsOffset && (kind != DateKind.Date || options.IsXmlSchema))
        {
            AppendOffset(output, offset.Total);
        }
    }

    public override bool TryParse(string text, long now, out long milliseconds, out DateFormat next)
    {
        next = this;
        return IsoDateParser.TryParse(text, options.IsXmlSchema, kind, zone, out milliseconds);
    }

    private void AppendDate(OutputWriter output, long day)
    {
        HybridCalendar.GregorianDateOf(day, out var year, out var month, out var dayOfMonth);
        if (options.IsXmlSchema && year <= 0)
        {
            // XML Schema 1.0 has no year 0: 1 BC is -1.
            year--;
        }

        if (year < 0)
        {
            output.Write('-');
            output.WriteDigits(-year, 1);
        }
        else
        {
            output.WriteDigits(year, 4);
        }

        output.Write('-');
        output.WriteDigits(month + 1, 2);
        output.Write('-');
        output.WriteDigits(dayOfMonth, 2);
    }

    private void AppendTime(OutputWriter output, int time)
    {
        output.WriteDigits(time / 3_600_000, 2);
        if (options.Accuracy == IsoAccuracy.Hours)
        {
            return;
        }

        output.Write(':');
        output.WriteDigits(time / 60_000 % 60, 2);
        if (options.Accuracy == IsoAccuracy.Minutes)
        {
            return;
        }

        output.Write(':');
        output.WriteDigits(time / 1000 % 60, 2);
        var fraction = time % 1000;
        if (options.Accuracy == IsoAccuracy.ForcedMilliseconds)
        {
            output.Write('.');
            output.WriteDigits(fraction, 3);
        }
        else if (options.Accuracy == IsoAccuracy.Milliseconds && fraction > 0)
        {
            var digits = 3;
            for (; fraction % 10 == 0; fraction /= 10)
            {
                digits--;
            }

            output.Write('.');
            output.WriteDigits(fraction, digits);
        }
    }

    private static void AppendOffset(OutputWriter output, int offset)
    {
        if (offset == 0)
        {
            output.Write('Z');
            return;
        }

        var seconds = Math.Abs(offset) / 1000;
        output.Write(offset < 0 ? '-' : '+');
        output.WriteDigits(seconds / 3600, 2);
        output.Write(':');
        output.WriteDigits(seconds / 60 % 60, 2);
        if (seconds % 60 != 0)
        {
            output.Write(':');
            output.WriteDigits(seconds % 60, 2);
        }
    }
}
