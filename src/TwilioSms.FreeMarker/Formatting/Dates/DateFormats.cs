using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>The date formats a rendering has used, so that a pattern is read once and not once a date.</summary>
internal sealed class DateFormats
{
    // A template can make up patterns without end; past this many the rendering starts afresh.
    private const int Capacity = 32;

    private readonly Dictionary<(string Format, DateKind Kind, Locale Locale, string TimeZone), DateFormat> formats = [];
    private string zoneName = string.Empty;
    private TimeZoneRules zone = TimeZoneRules.Gmt;
    private bool hasMoved;

    /// <summary>Forgets what one rendering must not pass on to the next: formats that a text has moved to its own time zone.</summary>
    public void Reset()
    {
        if (hasMoved)
        {
            formats.Clear();
            hasMoved = false;
        }
    }

    public TimeZoneRules Zone(string name)
    {
        if (!ReferenceEquals(name, zoneName))
        {
            (zoneName, zone) = (name, TimeZoneTable.FindOrGmt(name));
        }

        return zone;
    }

    /// <inheritdoc cref="DateFormat.Create"/>
    public DateFormat Get(string format, DateKind kind, Locale locale, string timeZone)
    {
        if (!formats.TryGetValue((format, kind, locale, timeZone), out var found))
        {
            found = DateFormat.Create(format, kind, locale, Zone(timeZone));
            Keep(format, kind, locale, timeZone, found);
        }

        return found;
    }

    /// <summary>
    /// Reads a date. As with Java's formats, a time zone that the text names stays with the format: the same format prints
    /// in that zone from then on.
    /// </summary>
    /// <exception cref="FormatException">The format is none.</exception>
    public bool TryParse(string text, string format, DateKind kind, Locale locale, string timeZone, long now, out DateValue date)
    {
        var found = Get(format, kind, locale, timeZone);
        var isRead = found.TryParse(text, now, out var milliseconds, out var next);
        if (!ReferenceEquals(next, found))
        {
            hasMoved = true;
            Keep(format, kind, locale, timeZone, next);
        }

        date = new(milliseconds, kind);
        return isRead;
    }

    private void Keep(string format, DateKind kind, Locale locale, string timeZone, DateFormat value)
    {
        if (formats.Count == Capacity)
        {
            formats.Clear();
        }

        formats[(format, kind, locale, timeZone)] = value;
    }
}
