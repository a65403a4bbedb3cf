using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tests.Model;

// Expected values: Apache FreeMarker 2.3.31 and Java's BigDecimal, asked case by case.
public sealed class NumberTests
{
    internal static Number Parse(string text) => Number.TryParse(text.AsSpan(), out var number)
        ? number
        : throw new FormatException($"\"{text}\" is not a number.");

    public class Parsing
    {
        [Theory]
        [InlineData("0", "0", 0)]
        [InlineData("1.10", "110", 2)]
        [InlineData("-0.50", "-50", 2)]
        [InlineData("+5", "5", 0)]
        [InlineData(".5", "5", 1)]
        [InlineData("5.", "5", 0)]
        [InlineData("1E+2", "1", -2)]
        [InlineData("1.5e300", "15", -299)]
        [InlineData("1e-7", "1", 7)]
        [InlineData("007", "7", 0)]
        [InlineData("123456789012345678901234567890.12", "12345678901234567890123456789012", 2)]
        [InlineData("1e999999999", "1", -999999999)]
        [InlineData("1e2147483647", "1", -2147483647)]
        [InlineData("\u0661\u0662", "12", 0)]
        [InlineData("\uFF11.\uFF12", "12", 1)]
        public void Keeps_the_unscaled_value_and_the_scale_as_written(string text, string unscaled, int scale)
        {
            var number = Parse(text);

            number.UnscaledValue.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(unscaled);
            number.Scale.Should().Be(scale);
        }

        [Theory]
        [InlineData("")]
        [InlineData(".")]
        [InlineData("-")]
        [InlineData("+-1")]
        [InlineData(" 5")]
        [InlineData("5 ")]
        [InlineData("1,000")]
        [InlineData("1.2.3")]
        [InlineData("1e")]
        [InlineData("1e+")]
        [InlineData("e5")]
        [InlineData("1e5.0")]
        [InlineData("0x1F")]
        [InlineData("1_0")]
        [InlineData("1d")]
        [InlineData("inf")]
        [InlineData("1e2147483649")]
        [InlineData("1e99999999999999999999")]
        public void Refuses_what_is_no_decimal(string text) => Number.TryParse(text.AsSpan(), out _).Should().BeFalse();

        [Fact]
        public void A_decimal_of_dotnet_keeps_its_scale()
        {
            Number.From(1.10m).Scale.Should().Be(2);
            Number.From(decimal.MinValue).ToString().Should().Be("-79228162514264337593543950335");
            Number.From(-9223372036854775809m).ToString().Should().Be("-9223372036854775809");
        }
    }

    public class Arithmetic
    {
        [Theory]
        [InlineData("1.10", "2.2", "3.30")]
        [InlineData("0.1", "0.2", "0.3")]
        [InlineData("9223372036854775807", "1", "9223372036854775808")]
        [InlineData("-9223372036854775808", "-0.1", "-9223372036854775808.1")]
        [InlineData("1E+3", "1", "1001")]
        public void Addition_is_exact_and_keeps_the_longer_scale(string left, string right, string sum) =>
            Number.Add(Parse(left), Parse(right)).ToString().Should().Be(sum);

        [Theory]
        [InlineData("1.5", "1.5", "0.0")]
        [InlineData("-9223372036854775808", "1", "-9223372036854775809")]
        [InlineData("0", "-9223372036854775808", "9223372036854775808")]
        public void Subtraction_is_exact(string left, string right, string difference) =>
            Number.Subtract(Parse(left), Parse(right)).ToString().Should().Be(difference);

        [Theory]
        [InlineData("1.1", "1.1", "1.21")]
        [InlineData("0.1234567890123456", "1", "0.123456789012")]
        [InlineData("0.0000005", "0.000001", "0.000000000001")]
        [InlineData("9007199254740993", "9007199254740993", "81129638414606699710187514626049")]
        [InlineData("-9223372036854775808", "-1", "9223372036854775808")]
        public void A_product_has_at_most_12_decimals_rounded_half_up(string left, string right, string product) =>
            Number.Multiply(Parse(left), Parse(right)).ToString().Should().Be(product);

        [Theory]
        [InlineData("10", "3", "3.333333333333")]
        [InlineData("2", "3", "0.666666666667")]
        [InlineData("-2", "3", "-0.666666666667")]
        [InlineData("100", "7", "14.285714285714")]
        [InlineData("1", "8", "0.125000000000")]
        [InlineData("0.1234567890123456", "3", "0.0411522630041152")]
        [InlineData("1.5E+20", "3", "50000000000000000000.000000000000")]
        [InlineData("1", "1.5E+20", "0.000000000000")]
        public void A_quotient_has_at_least_12_decimals_rounded_half_up(string left, string right, string quotient) =>
            Number.Divide(Parse(left), Parse(right)).ToString().Should().Be(quotient);

        [Theory]
        [InlineData("7.9", "3", "1")]
        [InlineData("-7.5", "2", "-1")]
        [InlineData("7", "-3", "1")]
        [InlineData("1e25", "7", "3")]
        [InlineData("9223372036854775808", "10", "-8")]
        [InlineData("-9223372036854775808", "-1", "0")]
        public void A_remainder_is_that_of_64_bit_integers(string left, string right, string remainder) =>
            Number.Remainder(Parse(left), Parse(right)).ToString().Should().Be(remainder);

        [Fact]
        public void Zero_divides_nothing_and_neither_does_a_fraction_in_a_remainder()
        {
            FluentActions.Invoking(() => Number.Divide(Number.One, Parse("0.00"))).Should().Throw<DivideByZeroException>();
            FluentActions.Invoking(() => Number.Remainder(Parse("5"), Parse("0.3"))).Should().Throw<DivideByZeroException>();
        }

        [Fact]
        public void Binary_numbers_take_part_by_their_shortest_decimal_text()
        {
            Number.Add(Number.From(0.1), Number.From(0.2)).ToString().Should().Be("0.3");
            Number.Add(Number.From(3.3f), Number.One).ToString().Should().Be("4.3");
        }

        [Fact]
        public void There_is_no_arithmetic_on_infinity() =>
            FluentActions.Invoking(() => Number.Add(Number.From(double.PositiveInfinity), Number.One)).Should().Throw<ArithmeticException>();
    }

    public class Rounding
    {
        [Theory]
        [InlineData("1.5", "2", "1", "2")]
        [InlineData("-1.5", "-1", "-2", "-1")]
        [InlineData("-2.5", "-2", "-3", "-2")]
        [InlineData("2.5", "3", "2", "3")]
        [InlineData("0.49999999999999999999", "1", "0", "1")]
        [InlineData("9007199254740993", "9007199254740992", "9007199254740992", "9007199254740992")]
        [InlineData("123456789012345678901234567890", "123456789012345677877719597056", "123456789012345677877719597056", "123456789012345677877719597056")]
        public void Round_floor_and_ceiling_see_the_nearest_double(string value, string round, string floor, string ceiling)
        {
            Number.Round(Parse(value)).ToString().Should().Be(round);
            Number.Floor(Parse(value)).ToString().Should().Be(floor);
            Number.Ceiling(Parse(value)).ToString().Should().Be(ceiling);
        }

        [Theory]
        [InlineData("2147483648", -2147483648, 2147483648)]
        [InlineData("123456789012345678901234567890.7", 1312754386, -4362896299872285998)]
        [InlineData("1E+30", 1073741824, 5076944270305263616)]
        [InlineData("1E+64", 0, 0)]
        [InlineData("1E+999999999", 0, 0)]
        [InlineData("-0.999", 0, 0)]
        [InlineData("1E-999999999", 0, 0)]
        public void Integers_too_large_wrap_around(string value, int int32, long int64)
        {
            Parse(value).ToInt32().Should().Be(int32);
            Parse(value).ToInt64().Should().Be(int64);
        }

        [Fact]
        public void Binary_numbers_too_large_stick_to_the_end_of_the_range()
        {
            Number.From(1e30).ToInt32().Should().Be(int.MaxValue);
            Number.From(double.NegativeInfinity).ToInt64().Should().Be(long.MinValue);
            Number.From(double.NaN).ToInt64().Should().Be(0);
        }

        [Theory]
        [InlineData("3.00", true, 3)]
        [InlineData("3.01", false, 0)]
        [InlineData("2147483648", false, 0)]
        [InlineData("1E+9", true, 1000000000)]
        [InlineData("1E+999999999", false, 0)]
        [InlineData("0E+999999999", true, 0)]
        public void Only_what_is_exactly_an_integer_converts_to_one(string value, bool isExact, int expected)
        {
            Parse(value).TryToInt32(out var actual).Should().Be(isExact);
            actual.Should().Be(expected);
        }
    }

    public class Comparison
    {
        [Theory]
        [InlineData("1.0", "1.00", 0)]
        [InlineData("100", "1E+2", 0)]
        [InlineData("0.0", "0E+5", 0)]
        [InlineData("-1", "1", -1)]
        [InlineData("1E+999999999", "1E-999999999", 1)]
        [InlineData("-1E+999999999", "5", -1)]
        [InlineData("9223372036854775807", "9223372036854775808", -1)]
        [InlineData("99999999999999999999.9", "1E+20", -1)]
        public void Values_count_and_not_scales(string left, string right, int expected)
        {
            Parse(left).CompareTo(Parse(right)).Should().Be(expected);
            Parse(right).CompareTo(Parse(left)).Should().Be(-expected);
        }

        [Fact]
        public void Kinds_mix()
        {
            Number.From(1.1f).CompareTo(Parse("1.1")).Should().Be(0);
            Number.From(1.1f).CompareTo(Number.From(1.1)).Should().Be(0);
            Number.From(double.PositiveInfinity).CompareTo(Parse("1E+400")).Should().Be(1);
            Number.From(double.PositiveInfinity).CompareTo(Number.From(double.PositiveInfinity)).Should().Be(0);
        }

        [Fact]
        public void Nothing_compares_with_what_is_not_a_number() =>
            FluentActions.Invoking(() => Number.From(double.NaN).CompareTo(Number.One)).Should().Throw<ArithmeticException>();
    }

    public class Size
    {
        [Theory]
        [InlineData("0", 1)]
        [InlineData("1234.5", 5)]
        [InlineData("0.001", 4)]
        [InlineData("1E+999999999", 1000000000)]
        [InlineData("1E-999999999", 1000000000)]
        public void Digits_are_those_of_plain_notation(string value, long digits) => Parse(value).Digits.Should().Be(digits);

        [Fact]
        public void A_bomb_is_measured_and_compared_without_being_written_out()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();

            var read = Number.TryParse("1e999999999".AsSpan(), out var bomb);
            var digits = bomb.Digits;
            var order = bomb.CompareTo(Number.One);

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1024);
            (digits, order).Should().Be((1_000_000_000, 1));
        }
    }
}
