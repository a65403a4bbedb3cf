namespace TwilioSms.FreeMarker.Tests;

public sealed class NamedSettingsTests
{
    [Fact]
    public void Settings_are_changed_by_the_names_and_values_of_apache_freemarker()
    {
        var settings = new TemplateSettings()
            .With("number_format", "0.00")
            .With("tag_syntax", "square_bracket")
            .With("naming_convention", "camel_case")
            .With("auto_escaping_policy", "enable_if_supported")
            .With("c_format", "JavaScript or JSON")
            .With("whitespace_stripping", "false")
            .With("incompatible_improvements", "2.3.33");

        settings.Should().Be(new TemplateSettings
        {
            NumberFormat = "0.00",
            TagSyntax = TemplateTagSyntax.SquareBracket,
            NamingConvention = TemplateNamingConvention.CamelCase,
            AutoEscaping = TemplateAutoEscaping.EnableIfSupported,
            CFormat = TemplateCFormat.JavaScriptOrJson,
            WhitespaceStripping = false,
            IncompatibleImprovements = new Version(2, 3, 33),
            Limits = settings.Limits,
        });
    }

    [Fact]
    public void Camel_case_names_are_the_same_settings() =>
        new TemplateSettings().With("numberFormat", "0").NumberFormat.Should().Be("0");

    [Theory]
    [InlineData("no_such_setting", "1")]
    [InlineData("tag_syntax", "round")]
    [InlineData("tag_syntax", "1")]
    [InlineData("whitespace_stripping", "perhaps")]
    [InlineData("incompatible_improvements", "new")]
    public void Unknown_names_and_values_are_refused(string name, string value)
    {
        var change = () => new TemplateSettings().With(name, value);
        change.Should().Throw<ArgumentException>().WithMessage($"*{name}*");
    }
}
