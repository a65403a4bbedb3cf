using System.Buffers;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using HandlebarsDotNet;
using TwilioSms.FreeMarker;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>
/// The template engine on the cases of <c>cases.json</c> (a: one line; b: an order confirmation; c: a list of 1,000 items; d: parsing b;
/// e: the regular expressions of text messages; f: regular expressions on a text of 1,800 characters), the data model made beforehand, beside Handlebars.Net where it can say the same, C# interpolation for a, and
/// Apache FreeMarker on the JVM.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(TemplateColumns))]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class TemplateBenchmarks
{
    private readonly ArrayBufferWriter<char> writer = new(64 * 1024);
    private Template a = null!;
    private Template b = null!;
    private Template c = null!;
    private Template e = null!;
    private Template f = null!;
    private ITemplateHash modelA = null!;
    private ITemplateHash modelB = null!;
    private ITemplateHash modelC = null!;
    private ITemplateHash modelE = null!;
    private ITemplateHash modelF = null!;
    private string sourceB = null!;
    private HandlebarsTemplate<object, object> handlebarsA = null!;
    private HandlebarsTemplate<object, object> handlebarsC = null!;
    private object handlebarsModelA = null!;
    private object handlebarsModelC = null!;
    private string firstName = null!;
    private string code = null!;

    [GlobalSetup]
    public void Prepare()
    {
        (a, modelA) = Check("a");
        (b, modelB) = Check("b");
        (c, modelC) = Check("c");
        (e, modelE) = Check("e");
        (f, modelF) = Check("f");
        sourceB = TemplateCase.Read("b").Source;
        firstName = "Ann";
        code = "482913";

        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        handlebars.RegisterHelper("money", (output, _, arguments) =>
            output.WriteSafeString((arguments.At<decimal>(0) * arguments.At<int>(1)).ToString("0.00", CultureInfo.InvariantCulture)));
        handlebars.RegisterHelper("counter", (output, _, arguments) =>
            output.WriteSafeString((arguments.At<int>(0) + 1).ToString("#,##0", CultureInfo.InvariantCulture)));
        handlebarsA = handlebars.Compile("Hi {{fullName.firstName}}, your code is {{code}}.");
        handlebarsC = handlebars.Compile(
            "{{#each items}}\n{{counter @index}}. {{name}} x{{qty}} = {{money price qty}}{{#if note}} ({{note}}){{/if}}\n{{/each}}\n");
        handlebarsModelA = new Dictionary<string, object> { ["fullName"] = new Dictionary<string, object> { ["firstName"] = firstName }, ["code"] = code };
        handlebarsModelC = new Dictionary<string, object>
        {
            ["items"] = TemplateCase.Read("c").Model.GetProperty("items").EnumerateArray().Select(static item => new Dictionary<string, object?>
            {
                ["name"] = item.GetProperty("name").GetString(),
                ["qty"] = item.GetProperty("qty").GetInt32(),
                ["price"] = item.GetProperty("price").GetDecimal(),
                ["note"] = item.TryGetProperty("note", out var note) ? note.GetString() : null,
            }).ToArray(),
        };
        Expect(TemplateCase.Read("a").Expected, handlebarsA(handlebarsModelA));
        Expect(TemplateCase.Read("a").Expected, OneLineInterpolation());
        Expect(TemplateCase.Read("c").Expected, handlebarsC(handlebarsModelC));
    }

    [Benchmark, BenchmarkCategory("a")]
    [Peer(PeerAttribute.Jvm, "a", Time = 0.35, Bytes = 0.25)]
    [Peer(PeerAttribute.Handlebars, nameof(OneLineHandlebars), Time = 0.7)]
    [Peer(PeerAttribute.Interpolation, nameof(OneLineInterpolation), Time = 2.5)]
    public string OneLine() => a.Render(modelA);

    [Benchmark, BenchmarkCategory("a")]
    public string OneLineHandlebars() => handlebarsA(handlebarsModelA);

    [Benchmark, BenchmarkCategory("a")]
    public string OneLineInterpolation() => string.Create(CultureInfo.InvariantCulture, $"Hi {firstName}, your code is {code}.");

    [Benchmark, BenchmarkCategory("b")]
    [Peer(PeerAttribute.Jvm, "b", Time = 0.35, Bytes = 0.25)]
    public string OrderConfirmation() => b.Render(modelB);

    [Benchmark, BenchmarkCategory("c")]
    [Peer(PeerAttribute.Jvm, "c", Time = 0.35, Bytes = 0.25)]
    [Peer(PeerAttribute.Handlebars, nameof(ThousandItemsHandlebars), Time = 0.7)]
    public string ThousandItems() => c.Render(modelC);

    [Benchmark, BenchmarkCategory("c")]
    public string ThousandItemsHandlebars() => handlebarsC(handlebarsModelC);

    [Benchmark, BenchmarkCategory("c")]
    public int ThousandItemsIntoABuffer()
    {
        writer.ResetWrittenCount();
        c.Render(modelC, writer);
        return writer.WrittenCount;
    }

    [Benchmark, BenchmarkCategory("d")]
    [Peer(PeerAttribute.Jvm, "d", Time = 0.1)]
    public Template Parse() => Template.Parse(sourceB);

    [Benchmark, BenchmarkCategory("e")]
    [Peer(PeerAttribute.Jvm, "e", Time = 0.2)]
    public string Expressions() => e.Render(modelE);

    [Benchmark, BenchmarkCategory("f")]
    [Peer(PeerAttribute.Jvm, "f", Time = 0.5)]
    public string ExpressionsOnALongText() => f.Render(modelF);

    private static (Template Template, ITemplateHash Model) Check(string id)
    {
        var @case = TemplateCase.Read(id);
        var template = Template.Parse(@case.Source);
        var model = DataModel.From(@case.Model);
        Expect(@case.Expected, template.Render(model));
        return (template, model);
    }

    private static void Expect(string expected, string actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"The engines do not agree:\n{expected}\n{actual}");
        }
    }
}
