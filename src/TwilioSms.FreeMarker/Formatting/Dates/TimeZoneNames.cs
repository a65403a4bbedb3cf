using System.Diagnostics.CodeAnalysis;

namespace TwilioSms.FreeMarker;

/// <summary>
/// What zones are called in a language. Abbreviations are known in every language (<c>MEZ</c> in German), long names in English
/// only, but for those of UTC and GMT.
/// </summary>
internal sealed class TimeZoneNames
{
    private static readonly Lazy<TimeZoneNames> Table = new(() => new TimeZoneNames());

    /// <summary>The English names of each group of zones that share all of their names: standard, daylight, and both abbreviated.</summary>
    private readonly List<string[]> groups = [];

    /// <summary>A zone that stands for its group when a name of the group is read.</summary>
    private readonly List<string> representatives = [];

    private readonly Dictionary<string, int> groupOf = new(StringComparer.Ordinal);

    /// <summary>By locale, what differs from its language or from English; keys are the group's number and the name's.</summary>
    private readonly Dictionary<string, Dictionary<(int Group, int Name), string>> localized = new(StringComparer.Ordinal);

    private TimeZoneNames()
    {
        foreach (var line in DataFile.ReadLines("time-zone-names.txt"))
        {
            var columns = line.Split('\t');
            if (columns[0][columns[0].Length - 1] == '@')
            {
                AddLocalized(columns);
            }
            else
            {
                AddGroup(columns[0].Split('|'), columns[1].Split(' '));
            }
        }
    }

    /// <summary>The name of a zone; of one that is only an offset, its own normal form.</summary>
    public static string Name(TimeZoneRules zone, bool isDaylight, bool isLong, Locale locale)
    {
        var table = Table.Value;
        return table.groupOf.TryGetValue(zone.Id, out var group)
            ? table.Find(group, (isLong ? 0 : 2) + (isDaylight ? 1 : 0), locale)
            : zone.Id;
    }

    /// <summary>Finds the name a text starts with, first among those of <paramref name="zone"/>, whatever its case.</summary>
    public static bool TryMatch(ReadOnlySpan<char> text, TimeZoneRules zone, Locale locale, [NotNullWhen(true)] out TimeZoneNameMatch? match)
    {
        var table = Table.Value;
        match = table.groupOf.TryGetValue(zone.Id, out var own) ? table.Match(own, zone, text, locale) : null;
        for (var group = 0; group < table.groups.Count && match is null; group++)
        {
            match = table.Match(group, null, text, locale);
        }

        return match is not null;
    }

    private TimeZoneNameMatch? Match(int group, TimeZoneRules? zone, ReadOnlySpan<char> text, Locale locale)
    {
        ReadOnlySpan<int> order = [0, 2, 1, 3];
        foreach (var name in order)
        {
            var candidate = Find(group, name, locale);
            if (text.StartsWith(candidate.AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                var other = Find(group, name ^ 1, locale);
                return new(
                    zone ?? TimeZoneTable.Find(representatives[group])!,
                    candidate.Length,
                    (name & 1) != 0,
                    string.Equals(candidate, other, StringComparison.OrdinalIgnoreCase));
            }
        }

        return null;
    }

    private string Find(int group, int name, Locale locale) =>
        TryFind(locale.Name, group, name, out var text) || TryFind(locale.Language, group, name, out text) ? text : groups[group][name];

    private bool TryFind(string locale, int group, int name, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return localized.TryGetValue(locale, out var names) && names.TryGetValue((group, name), out text);
    }

    private void AddGroup(string[] names, string[] ids)
    {
        foreach (var id in ids)
        {
            groupOf.Add(id, groups.Count);
        }

        groups.Add(names);
        representatives.Add(ids[0]);
    }

    private void AddLocalized(string[] columns)
    {
        var names = new Dictionary<(int, int), string>();
        for (var i = 1; i < columns.Length; i++)
        {
            var text = columns[i];
            var (group, at) = (0, 0);
            for (; text[at] <= '9'; at++)
            {
                group = (group * 10) + (text[at] - '0');
            }

            names.Add((group, text[at] - 'a'), text.Substring(at + 1));
        }

        foreach (var locale in columns[0].TrimEnd('@').Split(','))
        {
            localized.Add(locale, names);
        }
    }
}

/// <summary>A zone's name found in a text.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Length">The length of the name.</param>
/// <param name="IsDaylight">Whether the name is that of daylight saving time.</param>
/// <param name="IsSameAllYear">Whether the zone is called the same all year.</param>
internal sealed record TimeZoneNameMatch(TimeZoneRules Zone, int Length, bool IsDaylight, bool IsSameAllYear);
