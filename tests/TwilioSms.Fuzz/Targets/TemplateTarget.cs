using System.Text;
using System.Text.Json;
using TwilioSms.FreeMarker;

namespace TwilioSms.Fuzz.Targets;

/// <summary>The template engine: parsing throws only syntax errors, rendering only template errors, within the limits.</summary>
internal static class TemplateTarget
{
    private static readonly TemplateSettings Settings = new()
    {
        Loader = new MemoryTemplateLoader([
            new("lib/money.ftl", "<#function euro n><#return n?string('0.00') + ' EUR'></#function>"), new("loop.ftl", "<#include 'loop.ftl'>")]),
        UrlEscapingCharset = "UTF-8",
    };

    private static readonly ITemplateHash Model = ReadModel();

    public static void Run(ReadOnlySpan<byte> input)
    {
        var source = Encoding.UTF8.GetString(input.ToArray());
        var problems = Template.Check(source, Settings);
        Template template;
        try
        {
            template = Template.Parse(source, Settings);
        }
        catch (TemplateSyntaxException)
        {
            FuzzTarget.Require(problems.Count > 0, "what cannot be parsed has problems");
            return;
        }

        FuzzTarget.Require(problems.Count == 0, "what can be parsed has no problem");
        _ = template.References.Count;
        try
        {
            // Templates are in memory: nothing here waits.
#pragma warning disable CA2012
            var text = template.RenderAsync(Model).GetAwaiter().GetResult();
#pragma warning restore CA2012
            FuzzTarget.Require(text.Length <= Settings.Limits.OutputLength, "an output is within its limit");
        }
        catch (TemplateException exception) when (exception is not TemplateSyntaxException)
        {
            // As documented.
        }
    }

    private static ITemplateHash ReadModel()
    {
        using var json = JsonDocument.Parse("""
            {"name":"Ann","n":3,"x":-1.5,"big":123456789012345678901234567890,"t":true,"f":false,"nothing":null,"s":"some text, äöü 😀",
             "l":["a","b","c"],"one":["x"],"empty":[],"numbers":[3,1,2],"h":{"a":1,"b":"two"},"date":"2026-11-24T13:00:00Z",
             "user":{"firstName":"Ada","lastName":"Lovelace"},"order":{"id":4711,"total":99.5,"items":[{"name":"tea","price":3.5,"qty":2}]}}
            """);
        return DataModel.From(json.RootElement);
    }
}
