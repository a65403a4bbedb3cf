using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>The examples of <c>docs/templates.md</c>: a template, its metadata, and the text it becomes.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "templates.md"));

    /// <summary>The templates that the page shows under names, for others to include.</summary>
    private static readonly TemplateSettings Settings = new()
    {
        Loader = new MemoryTemplateLoader(NamedTemplate().Matches(Guide)
            .Select(match => KeyValuePair.Create(match.Groups["name"].Value, match.Groups["template"].Value))),
    };

    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string, string>();
            foreach (Match example in Example().Matches(Guide))
            {
                examples.Add(example.Groups["template"].Value, example.Groups["model"].Value, example.Groups["text"].Value);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_guide_gives_the_text_it_shows(string template, string model, string text) =>
        Template.Parse(template, Settings, TestContext.Current.CancellationToken).Render(DataModel.From(JsonElement.Parse(model)), TestContext.Current.CancellationToken)
            .TrimEnd('\n').Should().Be(text.TrimEnd('\n'));

    [Fact]
    public void Every_template_of_the_guide_is_such_an_example() =>
        Examples.Should().HaveCount(Regex.Count(Guide, "^```ftl$", RegexOptions.Multiline));

    [Fact]
    public void Every_limit_is_in_the_guide_with_its_default() =>
        LimitRow().Matches(Guide).Select(row => (row.Groups["name"].Value, row.Groups["value"].Value))
            .Should().BeEquivalentTo(typeof(TemplateLimits).GetProperties()
                .Where(property => property.GetMethod!.IsPublic && !property.GetMethod.IsStatic)
                .Select(property => (property.Name, Default(property.GetValue(new TemplateLimits())!))));

    [Fact]
    public void The_code_for_developers_does_what_it_says()
    {
        var json = JsonElement.Parse("""{"order": {"id": 417}}""");

        Template template = Template.Parse("Hi ${name!'there'}, order ${order.id?c} is on its way.");
        string text = template.Render(DataModel.From(json), TestContext.Current.CancellationToken);

        text.Should().Be("Hi there, order 417 is on its way.");
        template.References.Select(reference => (reference.Path, reference.IsOptional)).Should().Equal(("name", true), ("order.id", false));
        Template.Check("${a b} ${c d}").Select(mistake => (mistake.Line, mistake.Column)).Should().Equal((1, 5), (1, 12));
    }

    [Fact]
    public async Task The_code_for_templates_in_files_does_what_it_says()
    {
        var folder = Directory.CreateTempSubdirectory("templates");
        try
        {
            foreach (Match named in NamedTemplate().Matches(Guide))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, named.Groups["name"].Value), named.Groups["template"].Value, TestContext.Current.CancellationToken);
            }

            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "closed.ftl"), "Closed: ${house.order(order.id)}.", TestContext.Current.CancellationToken);
            var json = JsonElement.Parse("""{"order": {"id": "417"}}""");

            TemplateSettings settings = new() { Loader = new FolderTemplateLoader(folder.FullName), AutoImports = [new("house.ftl", "house")] };
            Template closed = await Template.LoadAsync("closed.ftl", settings, TestContext.Current.CancellationToken);
            string message = await closed.RenderAsync(DataModel.From(json), TestContext.Current.CancellationToken);

            message.Should().Be("Closed: #000417.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Default(object value) => value is TimeSpan time
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{value:N0}");

    [GeneratedRegex("```ftl\n(?<template>.*?)```\n```json\n(?<model>.*?)```\n```text\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("```ftl (?<name>[^\n]+)\n(?<template>.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedTemplate();

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w+)` \| (?<value>[\d,]+( ms)?) \|", RegexOptions.Multiline)]
    private static partial Regex LimitRow();
}
