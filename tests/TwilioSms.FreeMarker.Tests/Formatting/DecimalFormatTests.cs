using System.Globalization;
using CsCheck;
using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tests.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Formatting;

public class DecimalFormatTests
{
    [Fact]
    public void Random_patterns_locales_and_numbers_print_as_in_the_JDK()
    {
        var differences = File.ReadLines("Formatting/DecimalFormat.tsv")
            .Select(static line => line.Split('\t'))
            .Where(static row => Print(row[0], row[1], row[2], row[3]) != row[4])
            .Select(static row => $"{string.Join(" | ", row)} but got {Print(row[0], row[1], row[2], row[3])}");

        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("0.00", "1234.5", "1234.50")]
    [InlineData("#,##0.00", "-1234.5678", "-1,234.57")]
    [InlineData("#,##0.00;(#,##0.00)", "-1234.5", "(1,234.50)")]
    [InlineData("0%", "0.256", "26%")]
    [InlineData("0.00E0", "1234.5", "1.23E3")]
    [InlineData("##0.##E0", "12345", "12.345E3")]
    [InlineData("0 'pcs'", "5", "5 pcs")]
    [InlineData("bogus", "1", "bogus1")]
    [InlineData("0", "-0.4", "-0")]
    [InlineData("", "12345.678", "12,345.678")]
    [InlineData("\u00A4\u00A4 0.00", "1.5", "USD 1.50")]
    public void Patterns_are_those_of_Java(string pattern, string number, string expected) =>
        Print(pattern, "en_US", string.Empty, number).Should().Be(expected);

    [Theory]
    [InlineData("0.0.0", "decimal point")]
    [InlineData("#0#", "'#'")]
    [InlineData("0,", "grouping")]
    [InlineData("0%%", "percent")]
    [InlineData("0E", "'E'")]
    [InlineData("'unclosed", "quotation")]
    [InlineData(";0", "';'")]
    public void A_malformed_pattern_is_refused_with_the_reason(string pattern, string reason) =>
        FluentActions.Invoking(() => NumberFormat.Create(pattern, Locale.EnglishUnitedStates))
            .Should().Throw<FormatException>().WithMessage($"*\"{pattern}\"*{reason}*");

    [Theory]
    [InlineData("number", 1234567.5)]
    [InlineData(",##0.00", 1234.5)]
    [InlineData("0.00", 0.125)]
    [InlineData("percent", 0.5)]
    public void Printing_allocates_nothing(string name, double value)
    {
        var format = NumberFormat.Create(name, Locale.EnglishUnitedStates);
        var number = Number.From((decimal)value);
        var output = new OutputWriter();
        format.Write(number, output);
        output.Truncate(0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        format.Write(number, output);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    /// <summary>With 20 more decimals a number no longer fits into 64 bits, and is printed digit by digit.</summary>
    [Theory]
    [InlineData("#,##0.###")]
    [InlineData("0")]
    [InlineData("#")]
    [InlineData(".0#")]
    [InlineData("00,00.00#")]
    [InlineData("0.;(#)")]
    [InlineData("0.000000000000000000")]
    [InlineData("0.0%")]
    public void Zeros_behind_the_last_decimal_change_nothing(string pattern) =>
        Gen.Select(Gen.Long, Gen.Int[0, 18], Gen.Int[0, (int)RoundingMode.HalfEven]).Sample((unscaled, scale, mode) =>
        {
            var format = Rounding(pattern, Locale.EnglishUnitedStates, ((RoundingMode)mode).ToString());
            var number = Number.From(unscaled, scale);
            return Print(format, number) == Print(format, number.SetScale(scale + 20, RoundingMode.Unnecessary));
        });

    internal static string Print(NumberFormat format, Number number)
    {
        var output = new OutputWriter();
        format.Write(number, output);
        return output.Take(0);
    }

    private static string Print(string pattern, string localeName, string mode, string number)
    {
        var locale = Locale.Parse(localeName);
        var value = number[0] == 'd' ? Number.From(double.Parse(number.AsSpan(1), CultureInfo.InvariantCulture)) : NumberTests.Parse(number);
        try
        {
            return Print(mode.Length == 0 ? NumberFormat.Create(pattern, locale) : Rounding(pattern, locale, mode), value);
        }
        catch (FormatException)
        {
            return "PATTERN";
        }
        catch (ArithmeticException)
        {
            return "ROUNDING";
        }
    }

    private static DecimalFormat Rounding(string pattern, Locale locale, string mode)
    {
        var symbols = NumberSymbolTable.Find(locale);
        return new DecimalFormat(DecimalPattern.Parse(pattern, symbols) with { RoundingMode = Enum.Parse<RoundingMode>(mode, ignoreCase: true) }, symbols);
    }
}
