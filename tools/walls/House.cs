namespace TwilioSms.Walls;

/// <summary>The rules of one library's inside.</summary>
/// <param name="Name">The library, which is its root namespace and its folder too.</param>
/// <param name="Floors">Its floors from the lowest to the highest: what is on one may need what is on it and below.</param>
/// <param name="LargestCircle">How many types may need each other at most, all ways round.</param>
/// <param name="MostMembers">How many members a class may have at most.</param>
internal sealed record House(string Name, IReadOnlyList<Floor> Floors, int LargestCircle, int MostMembers)
{
    /// <summary>Arrows upwards that still stand. A new one breaks the rules, and so does one that is listed here and gone.</summary>
    public IReadOnlyList<string> Debts { get; init; } = [];

    /// <summary>The floor of a folder, counted from below; -1 where it is on none.</summary>
    public int FloorOf(string folder) => PlaceOf(folder).Floor;

    /// <summary>The folder of a floor that a folder is, or is in; null where it is on none.</summary>
    public string? RoomOf(string folder) => PlaceOf(folder).Room;

    private (int Floor, string? Room) PlaceOf(string folder)
    {
        for (var floor = 0; floor < Floors.Count; floor++)
        {
            if (Array.Find(Floors[floor].Folders, own => folder == own || (own.Length > 0 && folder.StartsWith(own + "/", StringComparison.Ordinal))) is { } room)
            {
                return (floor, room);
            }
        }

        return (-1, null);
    }
}

/// <summary>A floor of a <see cref="House"/>.</summary>
/// <param name="Folders">The folders of its sources, with those inside them; the empty one is the library's own. Folders and not namespaces, as whatever
/// is public stands in the root namespace.</param>
internal sealed record Floor(params string[] Folders);
