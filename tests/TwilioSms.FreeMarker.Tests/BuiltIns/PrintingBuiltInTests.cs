using System.Text.Json;

namespace TwilioSms.FreeMarker.Tests.BuiltIns;

// What FreeMarker 2.3.32 added, by its manual and release notes; 2.3.31 has its conformance cases.
public class PrintingBuiltInTests
{
    private static readonly TemplateSettings Improved = new() { IncompatibleImprovements = new Version(2, 3, 32) };

    [Theory]
    [InlineData("JSON", @"""it's \""<\/b>\"" \u001F""")]
    [InlineData("JavaScript or JSON", @"""it's \""<\/b>\"" \u001F""")]
    [InlineData("JavaScript", @"""it's \""<\/b>\"" \x1F""")]
    [InlineData("Java", @"""it's \""</b>\"" \u001f""")]
    [InlineData("XS", "it's \"</b>\" \u001F")]
    public void Strings_become_literals_of_the_language_of_c_format(string format, string expected) =>
        Render("${s?c}", new TemplateSettings().With("c_format", format), """{"s": "it's \"</b>\" \u001F"}""").Should().Be(expected);

    [Theory]
    [InlineData("JSON", "null")]
    [InlineData("XS", "")]
    public void What_is_missing_prints_as_null_with_cn(string format, string expected) =>
        Render("${nothing?cn}", new TemplateSettings().With("c_format", format)).Should().Be(expected);

    [Fact]
    public void Cn_prints_a_value_as_c_does() => Render("${1000.50?cn} ${true?cn}", new TemplateSettings()).Should().Be("1000.5 true");

    [Theory]
    [InlineData("${0.12345678901234567890?c}", "0.1234567890123457", "0.1234567890123456789")]
    [InlineData("${0.0000001?c}", "0.0000001", "1E-7")]
    public void Improvements_of_2_3_32_make_c_lossless(string template, string legacy, string improved)
    {
        Render(template, new TemplateSettings()).Should().Be(legacy);
        Render(template, Improved).Should().Be(improved);
    }

    [Fact]
    public void Strings_have_no_literal_under_the_legacy_format() =>
        FluentActions.Invoking(() => Render("${'a'?c}", new TemplateSettings())).Should().Throw<TemplateRenderException>();

    [Fact]
    public void A_value_that_c_format_does_not_have_is_blamed_on_the_setting() =>
        FluentActions.Invoking(() => Render("a <#setting c_format='bogus'>", Improved))
            .Should().Throw<TemplateRenderException>().Where(e => e.Line == 1 && e.Column == 3);

    [Theory]
    [InlineData("<#setting number_format='c'>${1234.50} ${'x' + 1000}", "c1234 xc1000", "1234.5 x1000")]
    [InlineData("${1234?string.c}", "c1234", "1234")]
    public void A_format_of_c_is_a_pattern_until_2_3_32(string template, string pattern, string forPrograms)
    {
        Render(template, new TemplateSettings()).Should().Be(pattern);
        Render(template, Improved).Should().Be(forPrograms);
    }

    [Fact]
    public void Case_for_programs_does_not_depend_on_the_locale() =>
        Render("<#setting locale='tr_TR'>${'i'?upper_case}${'i'?c_upper_case}${'I'?c_lower_case}", new TemplateSettings()).Should().Be("\u0130Ii");

    [Fact]
    public void A_number_too_large_is_refused_before_its_digits_are_written() =>
        FluentActions.Invoking(() => Render("${'1e999999999'?number}", new TemplateSettings()))
            .Should().Throw<TemplateRenderException>().WithMessage("*NumberDigits*");

    [Fact]
    public void Nothing_compares_with_NaN() =>
        FluentActions.Invoking(() => Render("<#if 'NaN'?number == 1></#if>", new TemplateSettings()))
            .Should().Throw<TemplateRenderException>().Which.Column.Should().Be(6);

    private static string Render(string template, TemplateSettings settings, string model = "{}") =>
        Template.Parse(template, settings).Render(DataModel.From(JsonElement.Parse(model)));
}
