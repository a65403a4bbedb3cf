using System.Globalization;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>The names of zones. Those in other languages than English are many and packed; a locale's are unpacked when it is first used.</summary>
internal sealed class TimeZoneNameTable
{
    /// <summary>The ids of each group of zones that share all of their names.</summary>
    private readonly List<string[]> ids = [];

    private readonly Dictionary<string, int> groupOf = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Lazy<TimeZoneNameLine>> lines = new(StringComparer.Ordinal);

    private TimeZoneNameTable()
    {
        var english = new List<string>();
        var lineCount = 0;
        foreach (var line in DataFile.ReadLines("time-zone-names.txt"))
        {
            if (line[line.Length - 1] == '@')
            {
                AddLine(line.TrimEnd('@').Split(','), lineCount++);
            }
            else
            {
                var columns = line.Split('\t');
                english.Add(columns[0]);
                AddGroup(columns[1].Split(' '));
            }
        }

        Order = [.. ids.Select(static (_, group) => new TimeZoneCandidate(group, 0))];
        English = new([.. english], Order);
    }

    public TimeZoneNameLine English { get; }

    /// <summary>The order in which an English name is looked for.</summary>
    public TimeZoneCandidate[] Order { get; }

    public static TimeZoneNameTable Load() => new();

    public bool TryFindGroup(string id, out int group) => groupOf.TryGetValue(id, out group);

    public string Id(TimeZoneCandidate candidate) => ids[candidate.Group][candidate.Id];

    /// <summary>What is particular to a locale or language; null if it has nothing that is.</summary>
    public TimeZoneNameLine? FindLine(string locale) => lines.TryGetValue(locale, out var line) ? line.Value : null;

    private void AddGroup(string[] zones)
    {
        foreach (var id in zones)
        {
            groupOf.Add(id, ids.Count);
        }

        ids.Add(zones);
    }

    private void AddLine(string[] locales, int number)
    {
        var line = new Lazy<TimeZoneNameLine>(() => Parse(DataFile.ReadLines("time-zone-names-by-locale.txt.gz").ElementAt(number).Split('\t')));
        foreach (var locale in locales)
        {
            lines.Add(locale, line);
        }
    }

    private static TimeZoneNameLine Parse(string[] columns) =>
        new(columns.AsSpan(1).ToArray(), columns[0].Length == 0 ? null : [.. columns[0].Split(' ').Select(ParseCandidate)]);

    private static TimeZoneCandidate ParseCandidate(string text)
    {
        var numbers = text.Split('.');
        return new(int.Parse(numbers[0], CultureInfo.InvariantCulture), numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : 0);
    }
}

/// <summary>The names that one locale, or several, call zones by.</summary>
/// <param name="names">By group four names with bars between: standard, daylight, and both abbreviated. What is empty or left out is inherited.</param>
/// <param name="order">The order in which a name is looked for; null if it is inherited.</param>
internal sealed class TimeZoneNameLine(string[] names, TimeZoneCandidate[]? order)
{
    public TimeZoneCandidate[]? Order { get; } = order;

    /// <summary>One of a group's four names; empty if it is inherited.</summary>
    public ReadOnlySpan<char> Find(int group, int name)
    {
        var text = group < names.Length ? names[group].AsSpan() : default;
        for (; name > 0; name--)
        {
            var bar = text.IndexOf('|');
            text = bar < 0 ? default : text.Slice(bar + 1);
        }

        var end = text.IndexOf('|');
        return end < 0 ? text : text.Slice(0, end);
    }
}

/// <summary>A zone that is meant by a name of its group.</summary>
/// <param name="Group">The number of the group.</param>
/// <param name="Id">The number of the id in the group.</param>
internal readonly record struct TimeZoneCandidate(int Group, int Id);
