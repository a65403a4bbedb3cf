using System.Text.RegularExpressions;
using TwilioSms.Walls;

namespace TwilioSms.Tests.Architecture;

/// <summary>The pages of the repository lead somewhere: the files they name are there, and so is what they link to.</summary>
public sealed partial class PagesTests
{
    private static readonly Lazy<string> Tests = new(static () => string.Concat(
        Directory.EnumerateFiles(Full("tests"), "*.cs", SearchOption.AllDirectories).Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)));

    /// <summary>The pages for people, by their paths from the root.</summary>
    public static TheoryData<string> Pages =>
    [
        .. PagesIn(".", SearchOption.TopDirectoryOnly),
        .. PagesIn(".github", SearchOption.AllDirectories),
        .. PagesIn("docs", SearchOption.AllDirectories),
        .. Directory.EnumerateDirectories(Full("src")).Concat(Directory.EnumerateDirectories(Full("samples"))).Append(Full("tests"))
            .Select(static folder => Path.Combine(folder, "README.md")).Where(File.Exists).Select(Short),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_files_and_folders_it_names_are_there(string page)
    {
        var text = Read(page);
        var named = NamedPath().Matches(text).Concat(StartedProject().Matches(text)).Select(static match => match.Groups[1].Value.TrimEnd('/')).Distinct();

        named.Where(static path => !Path.Exists(Full(path))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_links_lead_to_what_is_there(string page)
    {
        var links = Link().Matches(Code().Replace(Read(page), "")).Select(static match => (Path: match.Groups[1].Value, Anchor: match.Groups[2].Value)).Distinct();

        links.Where(link => !Leads(page, link.Path, link.Anchor)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_tests_and_variables_it_names_are_there(string page)
    {
        var named = TestName().Matches(Read(page)).Select(static match => $" {match.Groups[1].Value}(");
        var variables = page == "tests/README.md" ? Variable().Matches(Read(page)).Select(static match => $"\"{match.Groups[1].Value}\"") : [];

        named.Concat(variables).Distinct().Where(static word => !Tests.Value.Contains(word, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Every_page_of_docs_is_linked_from_another()
    {
        var targets = Pages.SelectMany(static row => row.Data is var page
            ? Link().Matches(Code().Replace(Read(page), "")).Select(link => Target(page, link.Groups[1].Value)).Where(target => target != page)
            : []);

        PagesIn("docs", SearchOption.AllDirectories).Except(targets).Should().BeEmpty();
    }

    [Fact]
    public void The_site_lists_every_page_of_docs()
    {
        var contents = Read("docs/site/toc.yml");

        PagesIn("docs", SearchOption.TopDirectoryOnly).Where(page => !contents.Contains($"href: {page}\n", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static bool Leads(string page, string path, string anchor)
    {
        var target = Target(page, path);
        return Path.Exists(Full(target)) && (anchor.Length == 0 || Anchors(target).Contains(anchor));
    }

    /// <summary>Where a link leads, from the root; a link without a path stays on its page.</summary>
    private static string Target(string page, string path) =>
        path.Length == 0 ? page : Short(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Full(page))!, path)));

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string page) => Heading().Matches(Fenced().Replace(Read(page), ""))
        .Select(static heading => NotInAnchors().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static IEnumerable<string> PagesIn(string folder, SearchOption depth) =>
        Directory.Exists(Full(folder)) ? Directory.EnumerateFiles(Full(folder), "*.md", depth).Select(Short).Order(StringComparer.Ordinal) : [];

    private static string Full(string path) => Path.Combine(Repository.Root, path);

    private static string Short(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static string Read(string page) => File.ReadAllText(Full(page));

    // A name with a * or in capitals stands for many.
    [GeneratedRegex(@"`((?:src|tests|tools|samples|docs|assets|\.ci|\.github)/[^`\s*{<]*)[`\s]")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"`([A-Z][a-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();

    [GeneratedRegex("`([A-Z]{2,}(?:_[A-Z0-9]+)+)`")]
    private static partial Regex Variable();

    [GeneratedRegex(@"--project ([^\s`]+)")]
    private static partial Regex StartedProject();

    [GeneratedRegex(@"\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
