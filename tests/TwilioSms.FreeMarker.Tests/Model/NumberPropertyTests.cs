using System.Numerics;
using CsCheck;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tests.Model;

public class NumberPropertyTests
{
    private const int Iterations = 10_000;

    private static readonly Gen<Number> Numbers = Gen.OneOf(
        Gen.Select(Gen.Long, Gen.Int[-3, 20], static (unscaled, scale) => Number.From(unscaled, scale)),
        Gen.Select(Gen.Int[-9999, 9999], Gen.Int[-3, 6], static (unscaled, scale) => Number.From(unscaled, scale)),
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[-3, 30], static (high, low, scale) => Number.From(((BigInteger)high << 64) + low, scale)));

    [Fact]
    public void Printing_and_parsing_give_the_same_value() => Numbers.Sample(number =>
        Number.TryParse(number.ToString().AsSpan(), out var parsed) && parsed.CompareTo(number) == 0, iter: Iterations);

    [Fact]
    public void Subtracting_what_was_added_gives_the_number_back() => Gen.Select(Numbers, Numbers).Sample((a, b) =>
        Number.Subtract(Number.Add(a, b), b).CompareTo(a) == 0, iter: Iterations);

    [Fact]
    public void Comparing_agrees_with_the_sign_of_the_difference() => Gen.Select(Numbers, Numbers).Sample((a, b) =>
        a.CompareTo(b) == Number.Subtract(a, b).Sign && b.CompareTo(a) == -a.CompareTo(b), iter: Iterations);

    [Fact]
    public void Equal_numbers_have_equal_hash_codes() => Numbers.Sample(a =>
        a.SetScale(a.Scale + 5, RoundingMode.Unnecessary) is var b && a.Equals(b) && a.GetHashCode() == b.GetHashCode(), iter: Iterations);

    [Fact]
    public void A_product_agrees_with_integers_of_any_size() => Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
        Number.Multiply(Number.From(a), Number.From(b)).UnscaledValue == (BigInteger)a * b, iter: Iterations);

    [Fact]
    public void A_quotient_times_the_divisor_is_within_half_a_unit_of_the_last_place() =>
        Gen.Select(Numbers, Numbers.Where(b => b.Sign != 0)).Sample((a, b) =>
        {
            var quotient = Number.Divide(a, b);
            var error = BigInteger.Abs((Exact(a, b, quotient.Scale).Numerator * 2) - (quotient.UnscaledValue * 2 * Exact(a, b, quotient.Scale).Denominator));
            return error <= BigInteger.Abs(Exact(a, b, quotient.Scale).Denominator);
        }, iter: Iterations);

    [Fact]
    public void Rounding_to_a_scale_moves_by_less_than_a_unit_and_up_and_down_enclose_the_value() =>
        Gen.Select(Numbers, Gen.Int[-4, 20]).Sample((a, scale) =>
            a.SetScale(scale, RoundingMode.Floor).CompareTo(a) <= 0
            && a.SetScale(scale, RoundingMode.Ceiling).CompareTo(a) >= 0
            && Number.Subtract(a.SetScale(scale, RoundingMode.Ceiling), a.SetScale(scale, RoundingMode.Floor))
                .CompareTo(Number.From(BigInteger.One, scale)) <= 0, iter: Iterations);

    [Fact]
    public void Doubles_are_the_nearest() => Gen.Double.Where(d => !double.IsNaN(d) && !double.IsInfinity(d)).Sample(value =>
        Number.FromDoubleExact(value).ToDouble().Equals(value == 0 ? 0d : value)
        && Number.From(value).ToDecimal().ToDouble().Equals(value == 0 ? 0d : value), iter: Iterations);

    [Fact]
    public void Converting_to_64_bits_keeps_the_low_ones() => Numbers.Sample(a =>
    {
        var whole = a.Scale >= 0 ? a.UnscaledValue / BigInteger.Pow(10, a.Scale) : a.UnscaledValue * BigInteger.Pow(10, -a.Scale);
        return a.ToInt64() == unchecked((long)(ulong)(whole & ulong.MaxValue));
    }, iter: Iterations);

    /// <summary>a / b x 10^scale as a fraction of integers.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Exact(in Number a, in Number b, int scale)
    {
        var shift = scale + b.Scale - a.Scale;
        return shift >= 0
            ? (a.UnscaledValue * BigInteger.Pow(10, shift), b.UnscaledValue)
            : (a.UnscaledValue, b.UnscaledValue * BigInteger.Pow(10, -shift));
    }
}
