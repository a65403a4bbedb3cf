using System.Globalization;
using System.Xml.Linq;

namespace TwilioSms.Walls;

/// <summary>The pictures of <c>docs/architecture.md</c>, as Mermaid flowcharts: made from what the projects and the compiled types refer to.</summary>
internal static class Picture
{
    private const string Opening = "```mermaid\n";
    private const string Closing = "\n```";

    /// <summary>The file of the page.</summary>
    public static string Page { get; } = Path.Combine(Repository.Root, "docs", "architecture.md");

    /// <summary>The page with its pictures as they have to be: the first one under <c>## Packages</c>, and under <c>## Inside LIBRARY</c>.</summary>
    public static string DrawInto(string page, IReadOnlyList<Survey> surveys)
    {
        page = Replace(page, "Packages", OfPackages(Path.Combine(Repository.Root, "src")));
        return surveys.Aggregate(page, static (page, survey) => Replace(page, $"Inside {survey.House.Name}", OfFloors(survey)));
    }

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

    private static string Replace(string page, string heading, string flowchart)
    {
        var section = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        var start = section < 0 ? -1 : page.IndexOf(Opening, section, StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf(Closing, start, StringComparison.Ordinal);
        return end < 0
            ? throw new InvalidDataException($"{Page} has no picture under '## {heading}'.")
            : $"{page[..(start + Opening.Length)]}{flowchart}{page[end..]}";
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
