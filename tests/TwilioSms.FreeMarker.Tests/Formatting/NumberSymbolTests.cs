using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Formatting;

// Expected values: the JDK's CLDR data.
public class NumberSymbolTests
{
    [Theory]
    [InlineData("en_US", "1,234.5", "$1,234.50", "123,450%")]
    [InlineData("de_DE", "1.234,5", "1.234,50\u00A0\u20AC", "123.450\u00A0%")]
    [InlineData("fr_FR", "1\u202F234,5", "1\u202F234,50\u00A0\u20AC", "123\u202F450\u00A0%")]
    [InlineData("de_CH", "1\u2019234.5", "CHF\u00A01\u2019234.50", "123\u2019450%")]
    [InlineData("ja_JP", "1,234.5", "\uFFE51,234", "123,450%")]
    [InlineData("es_MX", "1,234.5", "$1,234.50", "123,450\u00A0%")]
    [InlineData("en_DE", "1.234,5", "1.234,50\u00A0\u20AC", "123.450\u00A0%")]
    [InlineData("sq_XK", "1\u00A0234,5", "1\u00A0234,50\u00A0\u20AC", "123\u00A0450%")]
    [InlineData("de", "1.234,5", "1.234,50\u00A0\u00A4", "123.450\u00A0%")]
    [InlineData("", "1,234.5", "\u00A4\u00A01,234.50", "123,450%")]
    [InlineData("xx_YY", "1,234.5", "\u00A4\u00A01,234.50", "123,450%")]
    [InlineData("de_XX_variant", "1.234,5", "1.234,50\u00A0\u00A4", "123.450\u00A0%")]
    [InlineData("ar_EG", "\u0661\u066C\u0662\u0663\u0664\u066B\u0665", "\u0661\u066C\u0662\u0663\u0664\u066B\u0665\u0660\u00A0\u062C.\u0645.\u200F", "\u0661\u0662\u0663\u066C\u0664\u0665\u0660\u066A\u061C")]
    [InlineData("kw_GB", "1,234.5", "\u00A31,234.50", "123,450%")]
    [InlineData("ar_KW", "\u0661\u066C\u0662\u0663\u0664\u066B\u0665", "\u0661\u066C\u0662\u0663\u0664\u066B\u0665\u0660\u0660\u00A0\u062F.\u0643.\u200F", "\u0661\u0662\u0663\u066C\u0664\u0665\u0660\u066A\u061C")]
    public void Each_locale_has_its_signs_patterns_and_currency(string locale, string number, string currency, string percent)
    {
        var value = Number.From(1234.5m);

        new[] { "number", "currency", "percent" }
            .Select(format => DecimalFormatTests.Print(NumberFormat.Create(format, Locale.Parse(locale)), value))
            .Should().Equal(number, currency, percent);
    }

    [Theory]
    [InlineData("en_US", "en", "US", "", "en_US")]
    [InlineData("DE_de", "de", "DE", "", "de_DE")]
    [InlineData("fr_FR_EURO", "fr", "FR", "EURO", "fr_FR_EURO")]
    [InlineData("pt, br", "pt", "BR", "", "pt_BR")]
    [InlineData("iw_IL", "he", "IL", "", "he_IL")]
    [InlineData("", "", "", "", "")]
    [InlineData("en-US", "en-us", "", "", "en-us")]
    public void Locales_are_parsed_as_FreeMarkers_settings_name_them(string name, string language, string country, string variant, string printed)
    {
        var locale = Locale.Parse(name);

        (locale.Language, locale.Country, locale.Variant, locale.ToString()).Should().Be((language, country, variant, printed));
    }

    [Fact]
    public void Hosts_may_write_a_hyphen() => Locale.ParseTag("pt-BR").Should().Be(Locale.Parse("pt_BR"));
}
