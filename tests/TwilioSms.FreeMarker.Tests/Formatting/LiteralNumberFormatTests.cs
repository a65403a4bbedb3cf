using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tests.Model;

namespace TwilioSms.FreeMarker.Tests.Formatting;

// Expected values: the manual of FreeMarker 2.3.32 on c_format, and Java's BigDecimal.toString.
public class LiteralNumberFormatTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.00", "0")]
    [InlineData("1.10", "1.1")]
    [InlineData("-1234567.891", "-1234567.891")]
    [InlineData("0.1234567890123456789", "0.1234567890123456789")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1E-7")]
    [InlineData("-0.00000015", "-1.5E-7")]
    [InlineData("1E+20", "100000000000000000000")]
    [InlineData("1E+100", "1E+100")]
    [InlineData("1.5E+101", "1.5E+101")]
    public void Decimals_lose_nothing(string number, string expected) =>
        DecimalFormatTests.Print(NumberFormats.Computer(TemplateCFormat.JavaScriptOrJson), NumberTests.Parse(number)).Should().Be(expected);

    [Theory]
    [InlineData(1.1, "1.1")]
    [InlineData(9007199254740992d, "9007199254740992")]
    [InlineData(1e22, "1E22")]
    [InlineData(123456789.5, "1.234567895E8")]
    [InlineData(0.0001, "1E-4")]
    [InlineData(0.001, "0.001")]
    public void Doubles_print_as_Java_prints_them_without_a_needless_zero(double number, string expected) =>
        DecimalFormatTests.Print(NumberFormats.Computer(TemplateCFormat.Java), Number.From(number)).Should().Be(expected);

    [Theory]
    [InlineData(TemplateCFormat.Legacy, "INF", "-INF", "NaN")]
    [InlineData(TemplateCFormat.Json, "Infinity", "-Infinity", "NaN")]
    [InlineData(TemplateCFormat.JavaScript, "Infinity", "-Infinity", "NaN")]
    [InlineData(TemplateCFormat.Java, "Double.POSITIVE_INFINITY", "Double.NEGATIVE_INFINITY", "Double.NaN")]
    [InlineData(TemplateCFormat.Xs, "INF", "-INF", "NaN")]
    public void Infinity_is_spelled_as_the_language_spells_it(TemplateCFormat format, string positive, string negative, string notANumber) =>
        new[] { double.PositiveInfinity, double.NegativeInfinity, double.NaN }
            .Select(value => DecimalFormatTests.Print(NumberFormats.Computer(format), Number.From(value)))
            .Should().Equal(positive, negative, notANumber);

    [Fact]
    public void The_legacy_format_rounds_to_16_decimals() =>
        DecimalFormatTests.Print(NumberFormats.Computer(TemplateCFormat.Legacy), NumberTests.Parse("1.23456789012345678901")).Should().Be("1.2345678901234568");
}
