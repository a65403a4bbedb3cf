using System.Globalization;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.Tests.Text;

/// <summary>Unicode 13.0 everywhere, whatever .NET and the machine have: the JDK's answers for all code points, recorded as hashes.</summary>
public sealed class UnicodeDataTests
{
    private const int BlockSize = 0x1000;

    private static readonly string[] Categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    [Fact]
    public void Every_code_point_is_what_it_is_in_the_JDK()
    {
        var rows = Recorded.Rows("Unicode.tsv").ToList();

        rows.Should().HaveCount(0x110000 / BlockSize);
        rows.Select(static row => int.Parse(row[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Select(Hashes)
            .Should().Equal(rows.Select(static row => string.Join('\t', row)));
    }

    [Fact]
    public void Patterns_of_one_character_find_the_code_points_that_they_find_in_the_JDK()
    {
        var differences = Recorded.Rows("Properties.tsv")
            .Select(static row => (Pattern: Recorded.Text(row[0]), Expected: row[1]))
            .Select(static it => (it.Pattern, it.Expected, Actual: Answer(it.Pattern)))
            .Where(static it => it.Actual != it.Expected)
            .ToList();

        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0x0870, "assigned in Unicode 14.0")]
    [InlineData(0x1C89, "assigned in Unicode 16.0")]
    [InlineData(0xA7CB, "assigned in Unicode 16.0")]
    [InlineData(0x31350, "assigned in Unicode 15.0")]
    public void A_character_that_came_later_is_not_there(int codePoint, string when)
    {
        UnicodeData.Category(codePoint).Should().Be(UnicodeCategory.OtherNotAssigned, when);
        UnicodeData.ToLower(codePoint).Should().Be(codePoint, when);
    }

    private static string Hashes(int first)
    {
        var hashes = new int[7];
        unchecked
        {
            for (var c = first; c < first + BlockSize; c++)
            {
                var text = Text(c);
                var category = Categories[(int)UnicodeData.Category(c)];
                hashes[0] = (hashes[0] * 31) + (category[0] * 256) + category[1];
                hashes[1] = (hashes[1] * 31) + UnicodeData.ToUpper(c);
                hashes[2] = (hashes[2] * 31) + UnicodeData.ToLower(c);
                hashes[3] = (hashes[3] * 31) + UnicodeData.DigitOf(c);
                hashes[4] = (hashes[4] * 31) + (c <= char.MaxValue && Whitespace.Is((char)c) ? 1 : 0);
                hashes[5] = Hash(hashes[5], CaseMapping.ToUpper(text, Locale.Root));
                hashes[6] = Hash(hashes[6], CaseMapping.ToLower(text, Locale.Root));
            }
        }

        return string.Join('\t', hashes.Prepend(first).Select(static hash => hash.ToString("x", CultureInfo.InvariantCulture)));
    }

    private static int Hash(int hash, string text) => text.Aggregate(hash, static (hash, c) => unchecked((hash * 31) + c));

    private static string Answer(string pattern)
    {
        JavaRegex regex;
        try
        {
            regex = new JavaRegex(pattern, JavaRegexFlags.None);
        }
        catch (JavaRegexSyntaxException)
        {
            return "refused";
        }

        var hash = 0;
        for (var c = 0; c < 0x110000; c += c < 0x3400 ? 1 : 61)
        {
            var text = Text(c);
            if (pattern != @"\X")
            {
                hash = unchecked((hash * 31) + (MatcherRun.New(regex, text).Matches() ? 1 : 0));
                continue;
            }

            var clusters = MatcherRun.New(regex, $"\u1100{text}\u0301{text}\u11A8{text}\u200D\u2764{text}");
            while (clusters.Find())
            {
                hash = unchecked((hash * 31) + clusters.End);
            }
        }

        return hash.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>A code point as UTF-16, by itself the half of a pair too.</summary>
    private static string Text(int codePoint) => codePoint <= char.MaxValue ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);
}
