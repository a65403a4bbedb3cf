using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>What rendering allocates, to the byte. Times are the benchmarks' business.</summary>
public sealed class AllocationTests
{
    private const int Rest = 64;

    [Fact]
    public void One_line_costs_its_text_and_no_more_than_64_bytes()
    {
        var template = Template.Parse("Hi ${fullName.firstName}, your code is ${code}.");
        var model = Model("""{"fullName":{"firstName":"Ann"},"code":"482913"}""");

        var text = string.Empty;

        var rendering = Measure(() => text = template.Render(model, CancellationToken.None));

        text.Should().Be("Hi Ann, your code is 482913.");
        rendering.Should().BeLessThanOrEqualTo(Measure(() => text = new string('x', text.Length)) + Rest);
    }

    [Theory]
    [InlineData("${i.name} (${i.id}): ${i.price}, ${i.id?c} and ${i.price?string('0.00')}. <#if i.gift??>Gift!</#if>")]
    [InlineData("${i?counter}. ${i.name}<#if i?has_next>,</#if> ${i.id * 2} #{i.price; m2} <#switch i.id><#case 1>one<#break><#default>more</#switch>")]
    [InlineData("<#local total = i.price * i.id>${total} ${i.name!'nobody'} <#compress>  ${i.id}   ${(i.gift.note)!}  </#compress>")]
    [InlineData("<#outputformat 'HTML'><b>${i.name}</b> ${i.id} ${i.dish} ${i.price?string('0.00 \"EUR\"')} & ${i.id?c}</#outputformat>")]
    public void Rendering_to_a_buffer_allocates_nothing_for_its_characters(string line)
    {
        var template = Template.Parse(
            $"<#macro each items><#list items as i>{line}\n</#list></#macro><@each items/>", new TemplateSettings { Limits = TemplateLimits.None }, TestContext.Current.CancellationToken);
        var writer = new ArrayBufferWriter<char>(250_000);
        var (few, many) = (Items(25), Items(2_500));

        Render(few).Should().BeInRange(500, 2_500);
        Render(many).Should().BeInRange(50_000, 250_000);
        Measure(() => Render(many)).Should().Be(Measure(() => Render(few)));

        int Render(ITemplateHash model)
        {
            writer.ResetWrittenCount();
            template.Render(model, writer, CancellationToken.None);
            return writer.WrittenCount;
        }
    }

    /// <summary>The bytes of the cheapest of some runs: none of the others is cheaper, and what the runtime does by itself is not in it.</summary>
    private static long Measure(Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static ITemplateHash Items(int count)
    {
        var json = new StringBuilder("{\"items\":[");
        for (var i = 1; i <= count; i++)
        {
            json.Append(i == 1 ? "" : ",").Append($$"""{"id":{{i}},"name":"Item number {{i}}","price":{{i}}.25,"dish":"<Fish & \"Chips\">"}""");
        }

        return Model(json.Append("]}").ToString());
    }

    private static ITemplateHash Model(string json)
    {
        using var document = JsonDocument.Parse(json);
        return DataModel.From(document.RootElement);
    }
}
