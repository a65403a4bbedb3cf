using System.Globalization;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>Finds time zones by name or offset, as Java does.</summary>
internal static class TimeZoneTable
{
    private const long FirstTransitionBase = -2_400_000_000;
    private const int QuarterOfHour = 900;

    private static readonly Lazy<Dictionary<string, Lazy<TimeZoneRules>>> Zones = new(Load);

    /// <summary>The names the table knows.</summary>
    public static IEnumerable<string> Ids => Zones.Value.Keys;

    /// <summary>The zone of a name (<c>Europe/Berlin</c>, <c>PST</c>) or an offset (<c>GMT+02:00</c>); null where there is none.</summary>
    public static TimeZoneRules? Find(string id) =>
        Zones.Value.TryGetValue(id, out var zone) ? zone.Value : Custom(id);

    /// <summary>The zone a setting means, where a name that is none is GMT, as in Java.</summary>
    public static TimeZoneRules FindOrGmt(string id) => Find(id) ?? TimeZoneRules.Gmt;

    /// <summary>The zone a built-in's argument means: as <see cref="Find"/>, but GMT and UTC, also with an offset of 0, in any case.</summary>
    public static TimeZoneRules? FindStrictly(string id)
    {
        var isUtc = id.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || id.StartsWith("GMT", StringComparison.OrdinalIgnoreCase);
        return isUtc && id.Substring(3) is ("" or "+0" or "-0" or "+00" or "-00" or "+00:00" or "-00:00") ? TimeZoneRules.Utc : Find(id);
    }

    /// <summary><c>GMT</c>, a sign and <c>h</c>, <c>hh</c>, <c>hmm</c>, <c>hhmm</c>, <c>h:mm</c> or <c>hh:mm</c>.</summary>
    private static TimeZoneRules? Custom(string id)
    {
        if (id.Length < 5 || !id.StartsWith("GMT", StringComparison.Ordinal) || id[3] is not ('+' or '-'))
        {
            return null;
        }

        var text = id.AsSpan(4);
        var colon = text.IndexOf(':');
        int hours, minutes;
        if (colon >= 0)
        {
            if (colon is 0 or > 2 || text.Length != colon + 3 || !TryDigits(text.Slice(0, colon), out hours) || !TryDigits(text.Slice(colon + 1), out minutes))
            {
                return null;
            }
        }
        else
        {
            if (text.Length > 4 || !TryDigits(text, out hours))
            {
                return null;
            }

            minutes = text.Length > 2 ? hours % 100 : 0;
            hours = text.Length > 2 ? hours / 100 : hours;
        }

        if (hours > 23 || minutes > 59)
        {
            return null;
        }

        var offset = (hours * 60) + minutes;
        return TimeZoneRules.Fixed(
            FormattableString.Invariant($"GMT{id[3]}{hours:00}:{minutes:00}"), (id[3] == '-' ? -offset : offset) * 60_000);
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }

    private static Dictionary<string, Lazy<TimeZoneRules>> Load()
    {
        var zones = new Dictionary<string, Lazy<TimeZoneRules>>(StringComparer.Ordinal);
        foreach (var line in DataFile.ReadLines("time-zones.txt"))
        {
            var columns = line.Split('\t');
            foreach (var id in columns[0].Split(' '))
            {
                zones.Add(id, new(() => Read(id, columns)));
            }
        }

        return zones;
    }

    private static TimeZoneRules Read(string id, string[] columns)
    {
        var states = Array.ConvertAll(columns[2].Split(' '), ReadOffset);
        var transitions = new List<long>();
        var after = new List<byte>();
        if (columns.Length > 3)
        {
            ReadTransitions(columns[3], transitions, after);
        }

        var yearly = columns.Length > 4 ? Array.ConvertAll(columns[4].Split(' '), rule => ReadRule(rule, states)) : [];
        return new(id, ReadOffset(columns[1]), states, [.. transitions], [.. after], yearly);
    }

    private static TimeZoneOffset ReadOffset(string text)
    {
        var parts = text.Split(',');
        return new(ReadNumber(parts[0]) * 1000, parts.Length > 1 ? ReadNumber(parts[1]) * 1000 : 0);
    }

    private static YearlyTransition ReadRule(string text, TimeZoneOffset[] states)
    {
        var parts = text.Substring(0, text.Length - 1).Split(',');
        var isoDayOfWeek = ReadNumber(parts[2]);
        return new(
            ReadNumber(parts[0]) - 1,
            ReadNumber(parts[1]),
            isoDayOfWeek == 0 ? 0 : (isoDayOfWeek % 7) + 1,
            ReadNumber(parts[3]) * 1000L,
            states[text[text.Length - 1] - 'a']);
    }

    private static void ReadTransitions(string text, List<long> transitions, List<byte> after)
    {
        var moment = FirstTransitionBase;
        var delta = 0L;
        var unit = QuarterOfHour;
        foreach (var c in text)
        {
            switch (c)
            {
                case '.':
                    unit = 1;
                    break;
                case >= 'a':
                    moment += delta * unit;
                    transitions.Add(moment * 1000);
                    after.Add((byte)(c - 'a'));
                    delta = 0;
                    unit = QuarterOfHour;
                    break;
                default:
                    delta = (delta * 36) + (c <= '9' ? c - '0' : c - 'A' + 10);
                    break;
            }
        }
    }

    private static int ReadNumber(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
