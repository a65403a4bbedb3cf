namespace TwilioSms.FreeMarker.Tests.Text;

/// <summary>From <c>incompatible_improvements</c> 2.3.33 on, strings are equal when their NFKC is; before, when the locale says so.</summary>
public sealed class StringEqualityTests
{
    [Theory] // The pairs are those of UAX #15, figures 3 to 6 and table 8, and of the Unicode Standard, section 3.12.
    [InlineData("\u212B", "\u00C5", true)] // Angstrom sign, A with ring
    [InlineData("\u212B", "A\u030A", true)]
    [InlineData("\u2126", "\u03A9", true)] // Ohm sign, Omega
    [InlineData("q\u0307\u0323", "q\u0323\u0307", true)] // The order of marks of different classes
    [InlineData("a\u0301\u0300", "a\u0300\u0301", false)] // That of marks of one class counts
    [InlineData("\u1E9B\u0323", "\u1E69", true)] // Long s with two dots
    [InlineData("\u1E9B\u0323", "s\u0323\u0307", true)]
    [InlineData("\uFB01", "fi", true)] // A ligature
    [InlineData("2\u2075", "25", true)]
    [InlineData("\u2460", "1", true)] // Circled
    [InlineData("\uFF76\uFF9E", "\u30AC", true)] // Half width
    [InlineData("\u00BC", "1\u20444", true)]
    [InlineData("\u01C6", "dz\u030C", true)]
    [InlineData("\uD55C", "\u1112\u1161\u11AB", true)] // A Hangul syllable of three letters
    [InlineData("\uAC00", "\u1100\u1161", true)]
    [InlineData("\U0001D400", "A", true)] // Mathematical bold
    [InlineData("\U00010781", "\u02D0", false)] // Decomposes so from Unicode 14 on, which Java 17 does not have
    [InlineData("a", "A", false)]
    [InlineData("e", "\u00E9", false)]
    public void Characters_are_equal_whatever_their_form(string left, string right, bool equal)
    {
        Compare("${(a == b)?c}", "2.3.33", left, right).Should().Be(equal ? "true" : "false");
        Compare("${(a != b)?c}", "2.3.33", left, right).Should().Be(equal ? "false" : "true");
        Compare("${[a]?seq_contains(b)?c}", "2.3.33", left, right).Should().Be(equal ? "true" : "false");
    }

    [Fact]
    public void Before_the_locale_decides() => Compare("${(a == b)?c}", "2.3.32", "\uFB01", "fi").Should().Be("false");

    private static string Compare(string template, string version, string left, string right)
    {
        var settings = new TemplateSettings().With("incompatible_improvements", version);
        var model = DataModel.From(new Dictionary<string, object?> { ["a"] = left, ["b"] = right });
        return Template.Parse(template, settings).Render(model);
    }
}
