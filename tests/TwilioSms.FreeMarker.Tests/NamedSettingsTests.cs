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
    public void Camel_case_names_and_values_are_the_same_settings()
    {
        var settings = new TemplateSettings().With("numberFormat", "0").With("cFormat", "XS").With("tagSyntax", "squareBracket");

        (settings.NumberFormat, settings.CFormat, settings.TagSyntax).Should().Be(("0", TemplateCFormat.Xs, TemplateTagSyntax.SquareBracket));
    }

    [Theory]
    [InlineData("NumberFormat", "number_format")]
    [InlineData("number_Format", "number_format")]
    [InlineData("numberformat", "number_format")]
    [InlineData("NUMBER_FORMAT", "number_format")]
    [InlineData("date_time_format", "datetime_format")]
    [InlineData("dateTimeFormat", "datetime_format")]
    [InlineData("autoImports", "auto_import")]
    [InlineData("timezone", "time_zone")]
    [InlineData("Locale", "locale")]
    public void A_name_that_FreeMarker_does_not_know_tells_the_one_that_is_near(string name, string near)
    {
        var change = () => new TemplateSettings().With(name, "0");
        change.Should().Throw<ArgumentException>().WithMessage($"There is no setting '{name}'. Did you mean {near}?*");
    }

    [Fact]
    public void The_default_c_format_is_that_of_the_version()
    {
        var settings = new TemplateSettings().With("c_format", "XS").With("c_format", "default");

        settings.CFormat.Should().Be(TemplateCFormat.Legacy);
        settings.With("incompatible_improvements", "2.3.32").CFormat.Should().Be(TemplateCFormat.JavaScriptOrJson);
    }

    // As java.util.HashMap orders "z" and "a".
    [Fact]
    public void Automatic_imports_are_written_with_their_aliases()
    {
        var settings = new TemplateSettings().With("auto_import", "libs/z.ftl as z, 'a b.ftl' AS \"a\"").With("lazy_auto_imports", "yes");

        settings.AutoImports.Select(import => (import.Name, import.NamespaceName)).Should().Equal(("a b.ftl", "a"), ("libs/z.ftl", "z"));
        settings.LazyAutoImports.Should().BeTrue();
        settings.With("lazyAutoImports", "null").LazyAutoImports.Should().BeNull();
    }

    [Fact]
    public void Automatic_includes_are_written_with_commas() =>
        new TemplateSettings().With("auto_include", @"a.ftl, 'it\'s.ftl', a.ftl,").AutoIncludes.Should().Equal("it's.ftl", "a.ftl");

    [Theory]
    [InlineData("c_format", "json")]
    [InlineData("auto_import", "a.ftl")]
    [InlineData("auto_import", "a.ftl as")]
    [InlineData("auto_import", "a.ftl is a")]
    [InlineData("auto_import", "a.ftl 'as' a")]
    [InlineData("auto_include", "a.ftl b.ftl")]
    [InlineData("auto_include", "a.ftl,, b.ftl")]
    [InlineData("auto_include", "'a.ftl")]
    [InlineData("auto_include", "a+b.ftl")]
    [InlineData("auto_imports", "a.ftl as a")]
    [InlineData("lazy_auto_imports", "perhaps")]
    [InlineData("no_such_setting", "1")]
    [InlineData("tag_syntax", "round")]
    [InlineData("tag_syntax", "1")]
    [InlineData("tag_syntax", "SquareBracket")]
    [InlineData("tag_syntax", "SQUARE_BRACKET")]
    [InlineData("tag_syntax", "squarebracket")]
    [InlineData("whitespace_stripping", "perhaps")]
    [InlineData("incompatible_improvements", "new")]
    public void Unknown_names_and_values_are_refused(string name, string value)
    {
        var change = () => new TemplateSettings().With(name, value);
        change.Should().Throw<ArgumentException>().WithMessage($"*{name}*");
    }

    [Theory]
    [InlineData("strip_txt=true", "There is no header parameter strip_txt. Did you mean strip_text?")]
    [InlineData("number_format='0'", "There is no header parameter number_format.")]
    [InlineData("Strict_Syntax='perhaps'", "strict_syntax must be true or false.")]
    [InlineData("autoEsc='true' outputFormat='HTML'", "auto_esc must be true or false.")]
    [InlineData("output_format=1", "output_format must be a string.")]
    [InlineData("nsPrefixes={'N': 'a'}", "ns_prefixes must be a hash of prefixes")]
    public void What_a_header_cannot_say_is_told_with_what_it_can(string parameters, string message)
    {
        var parse = () => Template.Parse($"<#ftl {parameters}>");
        parse.Should().Throw<TemplateSyntaxException>().Which.Description.Should().StartWith(message);
    }

    [Theory]
    [InlineData("strip_text")]
    [InlineData("encoding")]
    [InlineData("auto_esc")]
    public void What_only_a_header_can_say_is_no_setting(string name)
    {
        var change = () => new TemplateSettings().With(name, "true");
        change.Should().Throw<ArgumentException>().WithMessage($"There is no setting '{name}'.*");
    }
}
