using System.Globalization;

namespace TwilioSms.Walls;

/// <summary>What a library is like inside, and which rules of its <see cref="House"/> it breaks.</summary>
internal sealed class Survey
{
    private Survey(House house, TypeGraph graph, IReadOnlyDictionary<string, string> folders)
    {
        House = house;
        Types = graph.Needs.Count;
        Circle = [.. graph.LargestCircle().Select(Short)];
        var largest = graph.MembersOf.MaxBy(static entry => entry.Value);
        (LargestClass, Members) = (Short(largest.Key), largest.Value);
        Upwards = [.. graph.Needs
            .SelectMany(static entry => entry.Value.Select(needed => (From: entry.Key, To: needed)))
            .Where(arrow => FloorOf(folders, arrow.From) < FloorOf(folders, arrow.To))
            .Select(arrow => $"{Place(folders, arrow.From)} -> {Place(folders, arrow.To)}").Order(StringComparer.Ordinal)];
        Arrows = [.. graph.Needs
            .SelectMany(entry => entry.Value.Select(needed => (From: RoomOf(folders, entry.Key), To: RoomOf(folders, needed))))
            .Where(static arrow => arrow is { From: not null, To: not null } && arrow.From != arrow.To)
            .Select(static arrow => (From: arrow.From!, To: arrow.To!)).Distinct()
            .OrderBy(static arrow => arrow.From, StringComparer.Ordinal).ThenBy(static arrow => arrow.To, StringComparer.Ordinal)];
        Breaches =
        [
            .. TooLarge(),
            .. Upwards.Except(house.Debts).Select(static arrow => $"an arrow points upwards: {arrow}"),
            .. house.Debts.Except(Upwards).Select(static arrow => $"this arrow is gone, take it out of the list of those that stand: {arrow}"),
            .. Misplaced(graph, folders),
        ];
    }

    public House House { get; }

    public int Types { get; }

    /// <summary>The largest set of types that need each other.</summary>
    public IReadOnlyList<string> Circle { get; }

    /// <summary>The class with the most members.</summary>
    public string LargestClass { get; }

    public int Members { get; }

    /// <summary>Who needs what stands on a higher floor.</summary>
    public IReadOnlyList<string> Upwards { get; }

    /// <summary>Which folders of the floors need which others.</summary>
    public IReadOnlyList<(string From, string To)> Arrows { get; }

    /// <summary>The rules that are broken, in words; none where all is well.</summary>
    public IReadOnlyList<string> Breaches { get; }

    public static Survey Of(House house, string assembly) => new(house, TypeGraph.Of(assembly), SourceFolders.Of(assembly, house.Name));

    private static string Place(IReadOnlyDictionary<string, string> folders, string type)
    {
        var name = type[(type.LastIndexOf('.') + 1)..];
        return folders.TryGetValue(type, out var folder) && folder.Length > 0 ? $"{folder}/{name}" : name;
    }

    private string Short(string type) => type.StartsWith(House.Name + ".", StringComparison.Ordinal) ? type[(House.Name.Length + 1)..] : type;

    /// <summary>The floor of a type, counted from below; -1 where it is on none.</summary>
    private int FloorOf(IReadOnlyDictionary<string, string> folders, string type) => folders.TryGetValue(type, out var folder) ? House.FloorOf(folder) : -1;

    private string? RoomOf(IReadOnlyDictionary<string, string> folders, string type) => folders.TryGetValue(type, out var folder) ? House.RoomOf(folder) : null;

    private IEnumerable<string> TooLarge()
    {
        if (Circle.Count > House.LargestCircle)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Circle.Count} types need each other, {House.LargestCircle} may");
        }

        if (Members > House.MostMembers)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{LargestClass} has {Members} members, a class may have {House.MostMembers}");
        }
    }

    /// <summary>Types on no floor, and those whose namespace is not that of their folder.</summary>
    private IEnumerable<string> Misplaced(TypeGraph graph, IReadOnlyDictionary<string, string> folders)
    {
        foreach (var type in graph.Needs.Keys)
        {
            if (FloorOf(folders, type) < 0)
            {
                yield return $"{Place(folders, type)} is on no floor";
            }
            else if (!graph.IsPublic(type) && folders[type] != SourceFolders.Shared
                && type[..type.LastIndexOf('.')] != $"{House.Name}/{folders[type]}".TrimEnd('/').Replace('/', '.'))
            {
                yield return $"{Place(folders, type)} is in the namespace {type[..type.LastIndexOf('.')]}";
            }
        }
    }
}
