using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.FreeMarker;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Diagnostics;

/// <summary>However a template fails, no value of the metadata comes into a message, a log or a trace.</summary>
public sealed class TemplateRedactionTests
{
    private static readonly string[] Values =
        ["Annabella", "5559876543", "482913", "739155", "Zebulon", "Quixotic", "DE8937040044", "4711.25", "Secretive"];

    public static TheoryData<string> Templates =>
    [
        // Templates by a computed name.
        """<#include "${phone}.ftl">""", """<#import "${name}.ftl" as t>""", """<#include name>""", """<#import phone as t>${t.x}""",
        """${.get_optional_template(name + ".ftl").include()}""", """<@.get_optional_template(name, {code: true}).import() />""",
        """<#include "broken/${name}">""", """<#import "/${code}/x.ftl" as t>""", """<#include "../../${name}">""",
        // What stops by itself.
        """<#stop code>""", """<#stop "The code of ${name} is ${code}">""", """<#attempt><#stop code><#recover>${nobody}</#attempt>""",
        """<#attempt><#stop name><#recover><#stop .error></#attempt>""",
        // Formats.
        """${pin?string("0.0;;roundingMode=${name}")}""", """${pin?string("@" + name)}""",
        """<#setting number_format=code + "'">${pin}""", """<#setting date_format=name>${.now?date}""", """${name?date(code)}""",
        """${name?date}""", """${phone?datetime("yyyy")}""", """${code?time.iso}""", """${.now?iso("no-such-zone")}""", """${.now?iso(name)}""",
        """<#setting boolean_format=name>${true}""", """<#setting c_format=name>${pin?c}""",
        // Numbers and ranges.
        """${name?number}""", """${"abc"[pin..]}""", """${"abc"[pin]}""", """${list[pin..pin + 1]}""",
        """${list[0..pin]}""", """${name[0..pin]}""", """${"abc"?substring(pin)}""", """${"abc"?substring(2, 0 - pin)}""", """${pin / 0}""",
        """${pin?lower_abc}${(0 - pin)?lower_abc}""", """${(1..pin)[pin + 5]}""", """${[name, code]?map(x -> x?number)?join(",")}""",
        """${list?map(x -> x?date)?join(",")}""",
        // Regular expressions.
        """${name?matches("(" + code)}""", """${name?replace("[" + phone, "", "r")}""", """${name?replace("A", "$" + code, "r")}""",
        """${name?matches("*" + name)}""", """${name?split("(" + name, "r")?join(",")}""",
        // Evaluation.
        """${name?eval}""", """${("nobody." + name)?eval}""", """${(name + "(")?eval}""", """${code?eval_json}${name?eval_json}""",
        """<@("${nobody" + name)?interpret />""", """<@("$" + "{" + name + "}")?interpret />""", """<@["$" + "{nobody}", name]?interpret />""",
        """${("[\"" + name)?eval_json}""",
        // Types, names and what is missing.
        """${name.first.second}""", """${nested}""", """${list}""", """${nested[name].x}""", """${nested[name]}""", """${name?api}""",
        """<#list name as x>${x}</#list>""", """<#list nested as x>${x}</#list>""", """${name + nested}""", """${name == pin}""", """${name lt code}""",
        """<#assign x = name>${x.y.z}""", """${name()}""", """<@name />""", """<#macro m a>${a}</#macro><@m b=name />""",
        """<#function f a><#return a.b></#function>${f(name)}""", """${list?sort_by(name)?join(",")}""", """${[nested]?sort_by(name)?size}""",
        """${[nested]?sort_by([code, name])?size}""", """${name?string(code)}""", """${true?string(name)?number}""",
        """${name?switch("a", code)}""", """<#switch name><#case nested>x</#switch>""", """${name?no_esc}""", """${nested?keys[pin]}""",
        """${list?chunk(pin - pin)?size}""", """${name?then(code, phone)}""", """${name?left_pad(pin * pin)}""", """${name?truncate(0 - pin)}""",
        """<#assign ${name} = 1>""", """${"${name.x}"}""", """${name?capture}""", """<@capture_output var=nested>${name}</@>""",
        """<#visit nested>""", """${list?join(",")?number}""", """${name?counter}""", """${secret?string("#,##0.00")?number}""",
    ];

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_failing_template_gives_no_value_away(string template)
    {
        using var recorder = new Recorder();
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(
            twilio,
            options => options.TemplateSettings = options.TemplateSettings with { Loader = new PathLoader() },
            builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder)));
        var message = new SmsMessage { From = Account.From, To = [Account.To], Body = template, Metadata = Metadata() };

        var said = new List<string?>();
        try
        {
            await services.Sender().SendAsync(message, TestContext.Current.CancellationToken);
            Assert.Fail("The template does not fail.");
        }
        catch (TwilioConnectorException exception)
        {
            said.AddRange([exception.ToString(), exception.Message, (exception as TwilioTemplateException)?.TemplateName]);
        }

        foreach (var line in said.Concat(recorder.Lines))
        {
            foreach (var value in Values)
            {
                line?.Contains(value, StringComparison.OrdinalIgnoreCase).Should().BeFalse("{0} is a value, and this was said: {1}", value, line);
            }
        }
    }

    [Fact]
    public async Task What_a_template_computed_is_a_property()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(
            twilio, options => options.TemplateSettings = options.TemplateSettings with { Loader = new PathLoader() });
        var send = (string body) => services.Sender().SendAsync(
            new SmsMessage { From = Account.From, To = [Account.To], Body = body, Metadata = Metadata() }, TestContext.Current.CancellationToken);

        var include = (await FluentActions.Awaiting(() => send("""<#include "${phone}.ftl">""")).Should().ThrowAsync<TwilioTemplateMetadataException>()).Which;
        var stop = (await FluentActions.Awaiting(() => send("<#stop code>")).Should().ThrowAsync<TwilioTemplateMetadataException>()).Which;

        include.Message.Should().Be("Body(1,1): #include: there is no template '...' (seen from Body). It was looked for as ....");
        include.Details.Should().StartWith("Body(1,1): #include: there is no template '+15559876543.ftl' (seen from Body). It was looked for as +15559876543");
        stop.Message.Should().Be("Body(1,1): ...");
        stop.Details.Should().Be("Body(1,1): 482913x");
    }

    private static SmsMetadata Metadata() => new()
    {
        ["name"] = "Annabella",
        ["phone"] = "+15559876543",
        ["code"] = "482913x",
        ["pin"] = 739155,
        ["secret"] = 4711.25m,
        ["list"] = new[] { "Zebulon", "Quixotic" },
        ["nested"] = new Dictionary<string, object?> { ["iban"] = "DE8937040044", ["word"] = "Secretive" },
    };

    /// <summary>Fails with an error that names what was asked for, as files and databases do.</summary>
    private sealed class PathLoader : ITemplateLoader
    {
        public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken) =>
            name.StartsWith("broken/", StringComparison.Ordinal) ? throw new IOException($"Cannot open /templates/{name}.") : new((string?)null);
    }
}
