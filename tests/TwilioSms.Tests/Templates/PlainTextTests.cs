using CsCheck;
using TwilioSms.FreeMarker;

namespace TwilioSms.Tests.Templates;

/// <summary>A text without marks of the language is its own output, whether or not the language looks at it.</summary>
public sealed class PlainTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char["abc .,;:!?=(){}\\\"'&%@/-\r\n\t\u00e9\u4f60 "].Array[0, 40].Select(chars => new string(chars)),
        Gen.String.Select(text => new string([.. text.Where(c => !"<[$#".Contains(c, StringComparison.Ordinal) && !char.IsSurrogate(c))])));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task It_is_what_the_language_makes_of_it_under_any_syntax() => Gen.Select(
        Texts, Gen.Enum<TemplateTagSyntax>(), Gen.Enum<TemplateInterpolationSyntax>(), Gen.Bool).SampleAsync(async (text, tags, interpolation, strict) =>
    {
        var settings = new TemplateSettings { TagSyntax = tags, InterpolationSyntax = interpolation, StrictSyntax = strict };
        var made = await Template.Parse(text, settings).RenderAsync(new SmsMetadata().ToDataModel(), Stop);
        (await RenderAsync(text, settings)).Should().Be(made).And.Be(text);
    });

    [Fact]
    public async Task Its_length_is_limited_all_the_same()
    {
        var render = () => RenderAsync(new string('x', 101), new TemplateSettings { Limits = new() { OutputLength = 100 } }).AsTask();

        await render.Should().ThrowAsync<TwilioTemplateMetadataException>();
        (await RenderAsync(new string('x', 100), new TemplateSettings { Limits = new() { OutputLength = 100 } })).Should().HaveLength(100);
    }

    [Fact]
    public async Task What_every_template_includes_is_included()
    {
        var settings = new TemplateSettings { Loader = new MemoryTemplateLoader([new("head.ftl", "Shop: ")]), AutoIncludes = ["head.ftl"] };

        (await RenderAsync("closed today", settings)).Should().Be("Shop: closed today");
    }

    private static ValueTask<string> RenderAsync(string text, TemplateSettings settings) =>
        new FreeMarkerTemplateRenderer(settings).RenderAsync(SmsTemplate.FromText(text), new SmsMetadata(), Stop);
}
