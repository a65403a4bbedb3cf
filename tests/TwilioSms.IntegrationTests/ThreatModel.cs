using System.Text.RegularExpressions;

namespace TwilioSms.IntegrationTests;

/// <summary><c>docs/threat-model.md</c> names tests that there are.</summary>
public sealed partial class ThreatModel
{
    private static readonly string Root = FindRoot();

    /// <summary>The cells of every table of threats.</summary>
    private static readonly string[][] Threats = [.. TableOfThreats().Matches(File.ReadAllText(Path.Combine(Root, "docs", "threat-model.md")))
        .SelectMany(table => table.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(row => row.Trim('|').Split('|'))];

    public static TheoryData<string, string> Tests =>
        [.. Threats.SelectMany(threat => TestName().Matches(threat[2])).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct()];

    [Theory]
    [MemberData(nameof(Tests))]
    public void The_test_exists(string type, string method)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "tests"), $"{type}.cs", SearchOption.AllDirectories).ToArray();

        sources.Should().ContainSingle($"{type} is in a file of its own");
        File.ReadAllText(sources[0]).Should().MatchRegex($@"\bpublic (async )?(Task|void) {method}\(");
    }

    [Fact]
    public void Each_threat_has_its_test() =>
        Threats.Should().HaveCountGreaterThan(20).And.OnlyContain(threat => threat.Length == 3 && TestName().IsMatch(threat[2]));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TwilioSms.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The repository was not found above the tests.");
        }

        return folder;
    }

    [GeneratedRegex(@"^\| threat \|.*\n\|.*\n((?:\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex TableOfThreats();

    [GeneratedRegex("`([A-Z][A-Za-z]+)\\.([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)`")]
    private static partial Regex TestName();
}
