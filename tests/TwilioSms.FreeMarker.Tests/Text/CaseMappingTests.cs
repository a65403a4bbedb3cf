using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Text;

public class CaseMappingTests
{
    [Fact]
    public void Random_texts_change_case_as_in_the_JDK()
    {
        var differences = Recorded.Rows("Cases.tsv")
            .Select(static row => (Locale: Locale.Parse(row[0]), Text: Recorded.Text(row[1]), Upper: Recorded.Text(row[2]), Lower: Recorded.Text(row[3]), Row: row))
            .Where(static it => CaseMapping.ToUpper(it.Text, it.Locale) != it.Upper || CaseMapping.ToLower(it.Text, it.Locale) != it.Lower)
            .Select(static it => string.Join(" | ", it.Row));

        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", "straße", "STRASSE", "straße")]
    [InlineData("tr", "Iğdır ile", "IĞDIR İLE", "ığdır ile")]
    [InlineData("el", "ΣΑΣ ΟΔΟΣ", "ΣΑΣ ΟΔΟΣ", "σας οδος")]
    [InlineData("en", "İ", "İ", "i\u0307")]
    [InlineData("en", "ﬁn", "FIN", "ﬁn")]
    public void Languages_and_letters_with_rules_of_their_own_keep_them(string locale, string text, string upper, string lower)
    {
        CaseMapping.ToUpper(text, Locale.Parse(locale)).Should().Be(upper);
        CaseMapping.ToLower(text, Locale.Parse(locale)).Should().Be(lower);
    }
}
