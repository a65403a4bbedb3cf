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

    /// <summary>A library's floors, and which need which. An arrow that a longer way down says too is left out; one that points upwards is dotted.</summary>
    public static string OfFloors(Survey survey)
    {
        var floors = survey.House.Floors.Select((floor, index) => $"  {Id(index)}[\"{LabelOf(survey, floor)}\"]").Reverse();
        var needs = survey.Arrows.Select(arrow => (From: survey.House.FloorOf(arrow.From), To: survey.House.FloorOf(arrow.To)))
            .Where(static arrow => arrow.From != arrow.To).ToHashSet();
        var arrows = needs.Where(arrow => !HasLongerWay(needs, arrow.From, arrow.To)).OrderByDescending(static arrow => arrow)
            .Select(static arrow => $"  {Id(arrow.From)} {(arrow.From > arrow.To ? "-->" : "-.->")} {Id(arrow.To)}");
        return Flowchart([.. floors, .. arrows]);
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

    private static string Id(int floor) => string.Create(CultureInfo.InvariantCulture, $"floor{floor + 1}");

    private static string LabelOf(Survey survey, Floor floor) => string.Join(", ", floor.Folders
        .Where(folder => survey.Arrows.Any(arrow => arrow.From == folder || arrow.To == folder))
        .Select(folder => folder.Length == 0 ? $"{survey.House.Name}'s own folder" : Path.GetFileName(folder)));

    /// <summary>Whether there is a way down with a stop on a floor between.</summary>
    private static bool HasLongerWay(HashSet<(int From, int To)> needs, int from, int to) =>
        needs.Any(step => step.From == from && step.To < from && step.To > to && (needs.Contains((step.To, to)) || HasLongerWay(needs, step.To, to)));
}
