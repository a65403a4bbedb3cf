using System.Text.Json;
using System.Text.RegularExpressions;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>The examples of <c>docs/templates.md</c>: a template, its metadata, and the text it becomes.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "templates.md"));

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
        Template.Parse(template).Render(DataModel.From(JsonElement.Parse(model)), TestContext.Current.CancellationToken).TrimEnd('\n').Should().Be(text.TrimEnd('\n'));

    [Fact]
    public void Every_template_of_the_guide_is_such_an_example() =>
        Examples.Should().HaveCount(Regex.Count(Guide, "^```ftl$", RegexOptions.Multiline));

    [GeneratedRegex("```ftl\n(?<template>.*?)```\n```json\n(?<model>.*?)```\n```text\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
