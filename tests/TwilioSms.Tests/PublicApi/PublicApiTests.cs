using System.Text.RegularExpressions;

namespace TwilioSms.Tests.PublicApi;

/// <summary>What every package has to keep to in what it publishes.</summary>
public sealed partial class PublicApiTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Data", "PublicApi");

    public static TheoryData<string> Packages => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Only_a_cancellation_token_has_a_default_value(string package) =>
        Members(package).SelectMany(member => DefaultValue().Matches(member).Select(found => (member, found)))
            .Where(found => !found.found.Value.StartsWith("System.Threading.CancellationToken ", StringComparison.Ordinal))
            .Select(found => found.member).Should().BeEmpty("a default value is baked into the callers, an overload is not");

    [Theory]
    [MemberData(nameof(Packages))]
    public void Nothing_is_a_positional_record(string package) =>
        Members(package).Where(member => member.Contains(".Deconstruct(out ", StringComparison.Ordinal))
            .Should().BeEmpty("a member that is added to a positional record breaks who constructs or deconstructs it");

    [Fact]
    public void The_rules_see_what_they_are_about()
    {
        DefaultValue().IsMatch("A.B.C(string! body, string! type = \"a/b\", bool record = false) -> void").Should().BeTrue();
        DefaultValue().IsMatch("A.B.C(System.Func<int>? when = null) -> void").Should().BeTrue();
        DefaultValue().IsMatch("const A.B.C = 32 -> int").Should().BeFalse();
        Packages.Should().HaveCountGreaterThanOrEqualTo(7);
        Members("TwilioSms").Should().HaveCountGreaterThan(500);
    }

    private static IEnumerable<string> Members(string package) => Directory.GetFiles(Path.Combine(Root, package)).SelectMany(File.ReadAllLines);

    // A type, a name, and a value inside the parentheses of a method.
    [GeneratedRegex(@"(?<=\(.*)[^\s(,]+ \w+ = (?=.*\) -> )")]
    private static partial Regex DefaultValue();
}
