using CsCheck;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Text.Collation;

namespace TwilioSms.FreeMarker.Tests.Text;

public class CollatorTests
{
    private static readonly Collator English = Collator.For(Locale.EnglishUnitedStates);

    [Fact]
    public void Random_strings_compare_as_in_the_JDK()
    {
        var collators = new Dictionary<string, Collator>();
        var differences = Recorded.Rows("Collation.tsv").Where(row =>
        {
            if (!collators.TryGetValue(row[0], out var collator))
            {
                collators.Add(row[0], collator = Collator.For(Locale.Parse(row[0])));
            }

            return Math.Sign(collator.Compare(Recorded.Text(row[1]), Recorded.Text(row[2]))).ToString(System.Globalization.CultureInfo.InvariantCulture) != row[3];
        });

        differences.Select(static row => string.Join(" | ", row)).Should().BeEmpty();
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_equal() =>
        English.Compare("caf\u00E9", "cafe\u0301").Should().Be(0);

    [Fact]
    public void Letters_sort_before_their_accents_and_accents_before_case() =>
        new[] { "Z", "E", "\u00E9", "a", "e", "\u00C9" }.OrderBy(static word => word, Comparer<string>.Create(English.Compare))
            .Should().Equal("a", "e", "E", "\u00E9", "\u00C9", "Z");

    [Theory]
    [InlineData("sv", "zebra", "ål")]
    [InlineData("es", "nz", "ña")]
    [InlineData("da", "z", "aa")]
    [InlineData("cs", "h", "ch")]
    public void Languages_order_their_own_letters(string language, string first, string second)
    {
        Collator.For(Locale.Parse(language)).Compare(first, second).Should().BeNegative();
        English.Compare(first, second).Should().BePositive();
    }

    [Fact]
    public void Comparing_is_antisymmetric_and_agrees_with_equality() =>
        Gen.Select(Gen.String[Gen.Char["aAbe\u00E9\u0301\u0308 -\u4E2D\u0000"], 0, 6], Gen.String[Gen.Char["aAbe\u00E9\u0301\u0308 -\u4E2D\u0000"], 0, 6])
            .Sample(static (left, right) =>
            {
                int result = English.Compare(left, right);
                (Collator.AreSurelyEqual(left, right) ?? result == 0).Should().Be(result == 0);
                Math.Sign(English.Compare(right, left)).Should().Be(-Math.Sign(result));
            });

    [Fact]
    public void Equality_of_plain_text_allocates_nothing()
    {
        Collator.AreSurelyEqual("pending", "delivered").Should().BeFalse();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Collator.AreSurelyEqual("pending", "delivered");

        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
    }
}
