using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tests.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Formatting;

// Expected values: Apache FreeMarker 2.3.31, asked case by case.
public class ExtendedDecimalFormatTests
{
    [Theory]
    [InlineData(",000.0;; groupingSeparator=_", "10002.5", "10_002.5")]
    [InlineData(",000.0;; groupingSeparator='.' decimalSeparator=','", "10002.5", "10.002,5")]
    [InlineData(",000.0;; groupingSeparator=''''", "10002.5", "10'002.5")]
    [InlineData(",000.0;; groupingSeparator=\"\"\"\"", "10002.5", "10\"002.5")]
    [InlineData(",000.0;; groupingSeparator=\"x\",decimalSeparator=y", "10002.5", "10x002y5")]
    [InlineData(",000.0;; groupingSeparator = \"x\"   decimalSeparator\t=\ty  ", "10002.5", "10x002y5")]
    [InlineData(",000.0; ; groupingSeparator=x", "10002.5", "10x002.5")]
    [InlineData(",000.0;;", "10002.5", "10,002.5")]
    [InlineData(";;multiplier=3", "10002.5", "30,007.5")]
    [InlineData("0;;multipier=2", "5", "10")]
    [InlineData("0.0%;;multiplier=3", "10002.5", "30007.5%")]
    [InlineData("0;;roundingMode=halfUp roundingMode=down", "5.5", "5")]
    [InlineData("'a;;b'0;;roundingMode=down", "5.5", "a;;b5")]
    [InlineData("\u00A40.0;;currencyCode=JPY", "10002.5", "\u00A510002.5")]
    [InlineData("\u00A40.0;;currencySymbol=abc currencyCode=EUR", "10002.5", "abc10002.5")]
    [InlineData("\u00A40.0;;monetaryDecimalSeparator=m", "10002.5", "$10002m5")]
    [InlineData("\u00A4,000.0;;groupingSeparator=m", "10002.5", "$10,002.5")]
    [InlineData("0;;minusSign=m", "-5", "m5")]
    [InlineData("0E0;;minusSign=m exponentSeparator='x10^'", "0.05", "5x10^m2")]
    [InlineData("0.0;;zeroDigit='\u0660'", "1.5", "\u0661.\u0665")]
    [InlineData("0%;;percent='p'", "0.5", "50p")]
    [InlineData("0\u2030;;perMill='m'", "0.5", "500m")]
    public void Parameters_after_the_second_semicolon_change_the_format(string format, string number, string expected) =>
        DecimalFormatTests.Print(NumberFormat.Create(format, Locale.EnglishUnitedStates), NumberTests.Parse(number)).Should().Be(expected);

    [Theory]
    [InlineData("0;;infinity=Inf", double.PositiveInfinity, "Inf")]
    [InlineData("0;;nan=\"not a number\"", double.NaN, "not a number")]
    public void What_is_no_finite_number_can_be_named(string format, double number, string expected) =>
        DecimalFormatTests.Print(NumberFormat.Create(format, Locale.EnglishUnitedStates), Number.From(number)).Should().Be(expected);

    [Theory]
    [InlineData("0;; groupingSeparator=.", "a value")]
    [InlineData("0;; groupingSeparator=ab", "one character")]
    [InlineData("0;; groupingSeparator=''", "one character")]
    [InlineData("0;; groupingSeparator='''", "not closed")]
    [InlineData("0;; infinity=a\"b\"", "quotation mark")]
    [InlineData("0;; percent=\"x\"minusSign=y", "comma")]
    [InlineData("0;; percent=x,, minusSign=y", "name")]
    [InlineData("0;; percent=x,", "name")]
    [InlineData("0;; roundingMode", "'='")]
    [InlineData("0;; 1=2", "name")]
    [InlineData("0;; bogus=x", "no parameter")]
    [InlineData("0;; multiplier=1.5", "comma")]
    [InlineData("0;; multiplier='1.5'", "whole number")]
    [InlineData("0;; currencyCode=XYZ", "ISO 4217")]
    [InlineData("0;; currencyCode=eur", "ISO 4217")]
    [InlineData("0;; roundingMode=HALF_UP", "halfUp")]
    public void A_malformed_parameter_is_refused_with_the_reason(string format, string reason) =>
        FluentActions.Invoking(() => NumberFormat.Create(format, Locale.EnglishUnitedStates))
            .Should().Throw<FormatException>().WithMessage($"*{reason}*");
}
