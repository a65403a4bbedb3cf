using System.Globalization;
using System.Xml.Linq;

namespace TwilioSms.Walls;

/// <summary>The pictures of <c>docs/architecture.md</c>, as Mermaid flowcharts: made from what the projects and the compiled types refer to.</summary>
internal static class Picture
{
    /// <summary>The pictures by the heading of the section that they stand in.</summary>
    public static IReadOnlyList<(string Heading, string Flowchart)> All(IReadOnlyList<Survey> surveys) =>
        [("Packages", OfPackages(Path.Combine(Repository.Root, "src"))), .. surveys.Select(static survey => ($"Inside {survey.House.Name}", OfFloors(survey)))];

    /// <summary>The projects and which of them refer to which.</summary>
    public static string OfPackages(string sources)
    {
        var arrows = Directory.EnumerateFiles(sources, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(static project => XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => (From: Path.GetFileNameWithoutExtension(project), To: NameOf(reference.Attribute("Include")!.Value))));
        return Flowchart(arrows.Select(static arrow => $"  {arrow.From} --> {arrow.To}").Order(StringComparer.Ordinal));
    }

    /// <summary>A library's floors with the folders on each, and who needs whom. An arrow that a longer way down says too is left out; one that points
    /// upwards is dotted.</summary>
    public static string OfFloors(Survey survey)
    {
        var boxes = Enumerable.Range(0, survey.House.Floors.Count).Reverse().SelectMany(floor => Box(survey, floor));
        return Flowchart([.. boxes, .. Arrows(survey)]);
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));

    private static string Flowchart(IEnumerable<string> lines) => string.Join('\n', ["flowchart TD", .. lines]);

    private static IEnumerable<string> Box(Survey survey, int floor) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"  subgraph floor{floor + 1} [Floor {floor + 1}]"),
        .. survey.House.Floors[floor].Folders.Where(folder => survey.Arrows.Any(arrow => arrow.From == folder || arrow.To == folder))
            .Select(folder => $"    {Node(folder)}[{Label(survey.House, folder)}]"),
        "  end",
    ];

    private static IEnumerable<string> Arrows(Survey survey)
    {
        foreach (var (from, to) in survey.Arrows)
        {
            var isMutual = survey.Arrows.Contains((to, from));
            var (start, end) = (survey.House.FloorOf(from), survey.House.FloorOf(to));
            if (start < end)
            {
                yield return $"  {Node(from)} -.-> {Node(to)}";
            }
            else if (start == end && isMutual)
            {
                if (string.CompareOrdinal(from, to) < 0)
                {
                    yield return $"  {Node(from)} <--> {Node(to)}";
                }
            }
            else if (start == end || !HasLongerWay(survey, from, to))
            {
                yield return $"  {Node(from)} --> {Node(to)}";
            }
        }
    }

    /// <summary>Whether there is a way down with a stop on a floor between.</summary>
    private static bool HasLongerWay(Survey survey, string from, string to) => survey.Arrows.Any(step => step.From == from
        && survey.House.FloorOf(step.To) is var between && between < survey.House.FloorOf(from) && between > survey.House.FloorOf(to)
        && (survey.Arrows.Contains((step.To, to)) || HasLongerWay(survey, step.To, to)));

    private static string Node(string folder) => folder.Length == 0 ? "root" : Path.GetFileName(folder);

    private static string Label(House house, string folder) => folder.Length == 0 ? $"\"{house.Name} (its own folder)\"" : Path.GetFileName(folder);
}
