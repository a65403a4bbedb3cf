using CsCheck;

namespace TwilioSms.Tests;

/// <summary>The boundaries of 3GPP TS 23.038 and TS 23.040.</summary>
public sealed class SmsSegmentsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    public void A_gsm7_text_takes_160_septets_alone_and_153_in_company(int length, int segments) =>
        SmsSegments.Count(new string('a', length)).Should().BeEquivalentTo(new { Encoding = SmsEncoding.Gsm7, Units = length, Segments = segments });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void A_ucs2_text_takes_70_units_alone_and_67_in_company(int length, int segments) =>
        SmsSegments.Count(new string('ж', length)).Should().BeEquivalentTo(new { Encoding = SmsEncoding.Ucs2, Units = length, Segments = segments });

    [Theory]
    [InlineData("[")]
    [InlineData("€")]
    [InlineData("\f")]
    public void A_character_of_the_extension_table_takes_two_septets(string character) =>
        SmsSegments.Count(character).Should().BeEquivalentTo(new { Encoding = SmsEncoding.Gsm7, Units = 2, Segments = 1 });

    [Fact]
    public void An_extension_character_is_never_split_between_segments()
    {
        // 152 septets, then an escape that would be the last septet of the first segment: it moves on as a whole, so that the second
        // segment is full with 151 more and one character more needs a third.
        var full = new string('a', 152) + "€" + new string('a', 151);
        SmsSegments.Count(full).Segments.Should().Be(2);
        SmsSegments.Count(full + "a").Segments.Should().Be(3);
    }

    [Fact]
    public void A_surrogate_pair_is_never_split_between_segments()
    {
        var full = new string('ж', 66) + "😀" + new string('ж', 65);
        SmsSegments.Count(full).Segments.Should().Be(2);
        SmsSegments.Count(full + "ж").Segments.Should().Be(3);
    }

    [Theory]
    [InlineData("`")]
    [InlineData("’")]
    [InlineData("ç")]
    [InlineData("😀")]
    [InlineData("\t")]
    public void One_character_outside_gsm7_makes_the_text_ucs2(string character) =>
        SmsSegments.Count("abc" + character).Encoding.Should().Be(SmsEncoding.Ucs2);

    /// <summary>The default alphabet by its codes 0x00 to 0x7F (0x1B is the escape), and the extension table, as 3GPP TS 23.038 prints them.</summary>
    [Fact]
    public void The_alphabet_is_that_of_the_standard()
    {
        const string codes =
            "0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5 "
            + "0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E 00C6 00E6 00DF 00C9 "
            + "0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F "
            + "0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F "
            + "00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F "
            + "0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7 "
            + "00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F "
            + "0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0";
        const string extension = "000C 005E 007B 007D 005C 005B 007E 005D 007C 20AC";
        var septets = codes.Split(' ').ToDictionary(Character, _ => 1);
        foreach (var code in extension.Split(' '))
        {
            septets.Add(Character(code), 2);
        }

        septets.Should().HaveCount(127 + 10);
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var counted = SmsSegments.Count(((char)code).ToString());
            var expected = septets.TryGetValue((char)code, out var units) ? (SmsEncoding.Gsm7, units) : (SmsEncoding.Ucs2, 1);
            if ((counted.Encoding, counted.Units) != expected)
            {
                Assert.Fail($"U+{code:X4} is {counted}");
            }
        }

        static char Character(string code) => (char)Convert.ToInt32(code, 16);
    }

    [Fact]
    public void A_row_of_extension_characters_crosses_the_boundary_in_wholes()
    {
        // 76 fit into a concatenated segment of 153 septets, with one septet left over.
        SmsSegments.Count(new string('€', 80)).Should().BeEquivalentTo(new { Units = 160, Segments = 1 });
        SmsSegments.Count(new string('€', 81)).Should().BeEquivalentTo(new { Units = 162, Segments = 2 });
        SmsSegments.Count(new string('€', 152)).Should().BeEquivalentTo(new { Units = 304, Segments = 2 });
        SmsSegments.Count(new string('€', 153)).Should().BeEquivalentTo(new { Units = 306, Segments = 3 });
    }

    [Fact]
    public void An_emoji_takes_two_units_and_is_never_halved()
    {
        // 33 fit into a concatenated segment of 67 units, with one unit left over.
        SmsSegments.Count(Emoji(35)).Should().BeEquivalentTo(new { Units = 70, Segments = 1 });
        SmsSegments.Count(Emoji(36)).Should().BeEquivalentTo(new { Units = 72, Segments = 2 });
        SmsSegments.Count(Emoji(66)).Should().BeEquivalentTo(new { Units = 132, Segments = 2 });
        SmsSegments.Count(Emoji(67)).Should().BeEquivalentTo(new { Units = 134, Segments = 3 });

        static string Emoji(int count) => string.Concat(Enumerable.Repeat("😀", count));
    }

    [Fact]
    public void The_characters_that_force_ucs2_are_named_with_their_positions() =>
        SmsSegments.Count("Don’t 😀 [€]!").Ucs2Characters.Should().Equal(new SmsUcs2Character("’", 3), new SmsUcs2Character("😀", 6));

    [Fact]
    public void A_lone_surrogate_is_named_as_it_is() =>
        SmsSegments.Count("a\uD83D").Ucs2Characters.Should().Equal(new SmsUcs2Character("\uD83D", 1));

    [Fact]
    public void Nothing_forces_ucs2_in_a_gsm7_text() => SmsSegments.Count("[€]").Ucs2Characters.Should().BeEmpty();

    /// <summary>Examples of https://www.twilio.com/docs/messaging/services/smart-encoding-char-list.</summary>
    [Theory]
    [InlineData("“Hello” ‘there’", "\"Hello\" 'there'")]
    [InlineData("«a» ´b`", "\"a\" 'b'")]
    [InlineData("¼ ½ ¾", "1/4 1/2 3/4")]
    [InlineData("10–12 — then…", "10-12 - then...")]
    [InlineData("Ｆ００＠［｝～", "F00@[}~")]
    [InlineData("a\u00A0b\u200Bc", "a bc")]
    public void Smart_encoding_brings_lookalikes_into_gsm7(string text, string sent) =>
        SmsSegments.Count(text, smartEncoded: true).Should().BeEquivalentTo(new { Text = sent, Encoding = SmsEncoding.Gsm7 });

    [Fact]
    public void Smart_encoding_replaces_nothing_where_a_character_would_stay_outside_gsm7()
    {
        var counted = SmsSegments.Count("“Hello” 😀", smartEncoded: true);

        counted.Text.Should().Be("“Hello” 😀");
        counted.Encoding.Should().Be(SmsEncoding.Ucs2);
        counted.Ucs2Characters.Should().Equal(new SmsUcs2Character("😀", 8));
    }

    [Fact]
    public void Without_smart_encoding_the_text_travels_as_it_is() =>
        SmsSegments.Count("“Hello”").Should().BeEquivalentTo(new { Text = "“Hello”", Encoding = SmsEncoding.Ucs2 });

    [Fact]
    public void The_figures_are_told_without_the_text() => SmsSegments.Count("secret’").ToString().Should().Be("Ucs2: 7 units, 1 segment(s)");

    [Fact]
    public void Every_text_keeps_the_laws_of_the_standard() => Texts.Sample(text =>
    {
        var counted = SmsSegments.Count(text);
        var (single, concatenated) = counted.Encoding == SmsEncoding.Gsm7 ? (160, 153) : (70, 67);
        var least = counted.Units == 0 ? 0 : counted.Units <= single ? 1 : DivideUp(counted.Units, concatenated);

        // At the end of a segment at most one unit stays free: the one that a character of two did not fit into.
        var most = counted.Units <= single ? least : DivideUp(counted.Units, concatenated - 1);
        return counted.Segments >= least && counted.Segments <= most
            && (counted.Encoding == SmsEncoding.Gsm7) == (counted.Ucs2Characters.Count == 0)
            && counted.Ucs2Characters.All(found => text.Substring(found.Position, found.Character.Length) == found.Character)
            && SmsSegments.Count(text + "a").Segments >= counted.Segments;
    }, iter: 20_000);

    [Fact]
    public void Smart_encoding_ends_in_gsm7_or_changes_nothing() => Texts.Sample(text =>
    {
        var counted = SmsSegments.Count(text, smartEncoded: true);
        return counted.Encoding == SmsEncoding.Gsm7
            ? SmsSegments.Count(counted.Text).Encoding == SmsEncoding.Gsm7 && counted.Ucs2Characters.Count == 0
            : counted.Text == text && counted.Ucs2Characters.Count > 0;
    }, iter: 20_000);

    private static readonly Gen<string> Texts = Gen.OneOf(
        Parts("a", "0", " ", "@", "é", "€", "[", "~"),
        Parts("a", "€", "“", "…", "\u00A0"),
        Parts("a", "ж", "😀", "€", "\uD83D", "\uDE00"));

    private static Gen<string> Parts(params string[] characters) =>
        Gen.Int[0, characters.Length - 1].Array[0, 480].Select(picks => string.Concat(picks.Select(pick => characters[pick])));

    private static int DivideUp(int number, int divisor) => (number + divisor - 1) / divisor;
}
