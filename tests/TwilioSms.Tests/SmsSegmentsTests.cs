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
}
