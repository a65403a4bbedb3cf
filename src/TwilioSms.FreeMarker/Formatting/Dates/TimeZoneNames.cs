using System.Diagnostics.CodeAnalysis;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>What zones are called in a locale: the locale's own names, else those of its language, else the English ones.</summary>
internal readonly struct TimeZoneNames
{
    private static readonly Lazy<TimeZoneNameTable> Table = new(TimeZoneNameTable.Load);

    private readonly TimeZoneNameTable table;
    private readonly TimeZoneNameLine? own;
    private readonly TimeZoneNameLine? language;

    private TimeZoneNames(Locale locale)
    {
        table = Table.Value;
        own = table.FindLine(locale.Name) ?? (locale.Variant.Length > 0 ? table.FindLine($"{locale.Language}_{locale.Country}") : null);
        language = table.FindLine(locale.Language) ?? (locale.Language == Locale.EnglishUnitedStates.Language ? null : table.FindLine(Locale.Root.Name));
    }

    /// <summary>The name of a zone; of one that is only an offset, its own normal form.</summary>
    public static ReadOnlySpan<char> Name(TimeZoneRules zone, bool isDaylight, bool isLong, Locale locale)
    {
        var names = new TimeZoneNames(locale);
        return names.table.TryFindGroup(zone.Id, out var group)
            ? names.Find(group, (isLong ? 0 : 2) + (isDaylight ? 1 : 0))
            : zone.Id.AsSpan();
    }

    /// <summary>Finds the name a text starts with, first among those of <paramref name="zone"/>, whatever its case.</summary>
    public static bool TryMatch(ReadOnlySpan<char> text, TimeZoneRules zone, Locale locale, [NotNullWhen(true)] out TimeZoneNameMatch? match)
    {
        var names = new TimeZoneNames(locale);
        match = names.table.TryFindGroup(zone.Id, out var group) ? names.Match(group, zone.Id, text) : null;
        foreach (var candidate in names.own?.Order ?? names.language?.Order ?? names.table.Order)
        {
            match ??= names.Match(candidate.Group, names.table.Id(candidate), text);
        }

        return match is not null;
    }

    private TimeZoneNameMatch? Match(int group, string id, ReadOnlySpan<char> text)
    {
        ReadOnlySpan<int> order = [0, 2, 1, 3];
        foreach (var name in order)
        {
            var candidate = Find(group, name);
            if (UnicodeData.StartsWithIgnoringCase(text, candidate))
            {
                var isSameAllYear = UnicodeData.AreEqualIgnoringCase(candidate, Find(group, name ^ 1));
                return new(TimeZoneTable.Find(id)!, candidate.Length, (name & 1) != 0, isSameAllYear);
            }
        }

        return null;
    }

    private ReadOnlySpan<char> Find(int group, int name)
    {
        var text = own is null ? default : own.Find(group, name);
        if (text.IsEmpty && language is not null)
        {
            text = language.Find(group, name);
        }

        return text.IsEmpty ? table.English.Find(group, name) : text;
    }
}

/// <summary>A zone's name found in a text.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Length">The length of the name.</param>
/// <param name="IsDaylight">Whether the name is that of daylight saving time.</param>
/// <param name="IsSameAllYear">Whether the zone is called the same all year.</param>
internal sealed record TimeZoneNameMatch(TimeZoneRules Zone, int Length, bool IsDaylight, bool IsSameAllYear);
