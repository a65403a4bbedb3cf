using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.FreeMarker.Loading;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Syntax;
using TwilioSms.FreeMarker.Tests.Conformance;
using TwilioSms.FreeMarker.Text;
using Environment = TwilioSms.FreeMarker.Runtime.Environment;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>
/// An environment that is used again forgets everything: over all cases, one that rendered something else before gives what a fresh one
/// gives. What it rendered before is another case, and a template that leaves whatever can be left under every name of the case.
/// </summary>
public sealed partial class EnvironmentReuseTests
{
    private const string Leak = "LEAK of the message before";

    public static TheoryData<string> Categories => [.. ConformanceSuite.Categories.Where(category => category != "limits")];

    [Theory]
    [MemberData(nameof(Categories))]
    public void Nothing_of_a_rendering_reaches_the_next(string category)
    {
        var cases = ConformanceSuite.Read(category).Where(@case => !@case.Template.Contains(".now", StringComparison.Ordinal)).ToList();
        var before = cases[^1];
        using var scope = new FluentAssertions.Execution.AssertionScope();
        foreach (var @case in cases)
        {
            if (Renderer.Of(@case) is not { } renderer)
            {
                continue;
            }

            var expected = renderer.Fresh().Render(@case);
            var used = renderer.Fresh();
            used.Render(before);
            used.Render(@case with { Template = Leaving(@case.Template) });
            var actual = used.Render(@case);

            actual.Should().Be(expected, @case.Id);
            actual.Should().NotContain(Leak, @case.Id);
            before = @case;
        }
    }

    // What comes first ends in the middle under small limits. A text with a time zone moves its format there.
    [Theory]
    [InlineData("<#list 1..9 as i>${i}</#list>", "<#list 1..9 as i>${i}</#list>")]
    [InlineData("${'09:00 CET'?datetime('HH:mm z')?string('HH:mm z')}", "${.now?string('HH:mm z')}")]
    [InlineData("<#macro m><@m/></#macro><#attempt><@m/><#recover>x</#attempt>", "<#macro m n><#if n gt 0><@m n - 1/></#if>${n}</#macro><@m 3/>")]
    [InlineData("<#include 'i.ftl'><#include 'i.ftl'>${x}", "<#include 'i.ftl'>${.template_name}<#macro n>n</#macro><@n/><#include 'i.ftl'>")]
    [InlineData("<#macro m><#nested 1></#macro><@m; x>${x}<#return></@m>", "<#macro m><#nested 1></#macro><@m; x>${x}</@m>")]
    [InlineData("<#function f x><#return x></#function>${f('a')}<#return 'b'>", "<#function f x></#function>${f('a')!'nothing'}")]
    public void Under_every_limit_of_steps_the_next_rendering_is_that_of_a_fresh_environment(string first, string second)
    {
        var settings = new TemplateSettings
        {
            Loader = new MemoryTemplateLoader([new("i.ftl", "I<#macro n>I</#macro>")]),
            TimeProvider = new FakeTimeProvider(DateTimeOffset.UnixEpoch),
        };
        using var scope = new FluentAssertions.Execution.AssertionScope();
        for (var steps = 1; steps < 120; steps++)
        {
            var limited = settings with { Limits = new TemplateLimits { Steps = steps, OutputLength = 20, Includes = 3, CallDepth = 5 } };
            var fresh = new Renderer(new TemplateSource("main.ftl", second), limited).Fresh();
            var used = new Renderer(new TemplateSource("main.ftl", second), limited).Fresh();
            for (var before = 0; before < 3; before++)
            {
                used.Render("main.ftl", first, DataModel.Empty);
            }

            used.Render("main.ftl", second, DataModel.Empty).Should().Be(fresh.Render("main.ftl", second, DataModel.Empty), "with {0} steps", steps);
        }
    }

    // Of the units that a step buys a match leaves some; whatever their number, a text can be so long that they would save a step.
    [Fact]
    public void What_a_match_has_left_over_of_a_step_saves_the_next_rendering_none()
    {
        for (var length = 1; length < 40; length++)
        {
            var template = $"${{'{new string('a', length)}'?matches('(a|b)+')?c}}";
            for (var steps = 1; steps < 60; steps++)
            {
                var renderer = new Renderer(new TemplateSource("main.ftl", template), new TemplateSettings { Limits = new TemplateLimits { Steps = steps } });
                var used = renderer.Fresh();
                used.Render("main.ftl", template, DataModel.Empty);
                used.Render("main.ftl", "${'a'?matches('a')?c}", DataModel.Empty);

                used.Render("main.ftl", template, DataModel.Empty).Should().Be(renderer.Fresh().Render("main.ftl", template, DataModel.Empty), "of {0} characters with {1} steps", length, steps);
            }
        }
    }

    // Where a value is left can be a slot of the stack, an argument or a local of a call, what a function returned, a variable, a namespace that a
    // macro belongs to.
    [Theory]
    [InlineData("<#list [s] as x>${x}</#list>")]
    [InlineData("<#list [s] as x>${x}${nothing}</#list>")]
    [InlineData("<#macro m a...>${.args?size}</#macro><@m a=s/>")]
    [InlineData("<#macro m a><#local b = a>${.locals?size}${.args?size}${nothing}</#macro><@m a=s/>")]
    [InlineData("<#macro m><#nested s></#macro><@m; x>${x}</@m>")]
    [InlineData("<#function f a><#return a></#function>${f(s)}")]
    [InlineData("<#return s>")]
    [InlineData("<#global g = s><#assign a = s>${g}")]
    [InlineData("<#import 'i.ftl' as i><#assign v = s in i><@i.n/>")]
    [InlineData("<#import 'i.ftl' as i><#assign v = s in i><@i.n/>${nothing}")]
    [InlineData("<#attempt>${s?number}<#recover>${.error}</#attempt>")]
    [InlineData("<#assign x>${s}</#assign><#assign y = s + 'b'>${x}")]
    public void An_environment_at_rest_holds_no_value_of_the_data(string template)
    {
        var settings = new TemplateSettings { Loader = new MemoryTemplateLoader([new("i.ftl", "<#macro n>${.namespace?size}</#macro>")]) };
        var session = new Renderer(new TemplateSource("main.ftl", template), settings).Fresh();

        var value = RenderWithValue(session, template);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        value.IsAlive.Should().BeFalse();
        GC.KeepAlive(session);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RenderWithValue(Renderer.Session session, string template)
    {
        var value = new string('a', 100);
        session.Render("main.ftl", template, DataModel.From(new Dictionary<string, object?> { ["s"] = value }));
        return new WeakReference(value);
    }

    /// <summary>Sets every name of a template in every way, changes the settings, and stops in the middle.</summary>
    private static string Leaving(string template)
    {
        var names = Name().Matches(template).Select(match => match.Value).Except(["true", "false", "gt", "gte", "lt", "lte", "as", "in", "using"]).Distinct();
        var everywhere = string.Concat(names.Select(name =>
            $"<#global {name}='{Leak}'><#assign {name}='{Leak}'><#macro {name}_>{Leak}</#macro><#function f_{name}><#return '{Leak}'></#function>"));
        return everywhere
            + "<#setting locale='de_DE'><#setting number_format='0.0000'><#setting boolean_format='LEAK,leak'><#setting time_zone='GMT+05:00'>"
            + "<#setting date_format='yyyy'><#setting time_format='ss'><#setting datetime_format='MM z'><#setting url_escaping_charset='UTF-16'>"
            + "<#setting classic_compatible=true><#assign moved='10 GMT+07:00'?datetime>${moved}"
            + $"<#macro leave>{Leak}<#local x='{Leak}'><#nested x/></#macro><@leave; y><#list [y] as z>${{z}}<#attempt>${{'a'?eval.b.c}}<#recover>{Leak}<#stop '{Leak}'></#attempt></#list></@leave>";
    }

    [GeneratedRegex(@"\b[A-Za-z_]\w*\b")]
    private static partial Regex Name();

    /// <summary>Renders cases in environments that belong to one of them.</summary>
    private sealed class Renderer(TemplateSource source, TemplateSettings settings)
    {
        public static Renderer? Of(ConformanceCase @case)
        {
            var settings = ConformanceSettings.Of(@case);
            var source = new TemplateSource(@case.Name, @case.Template);
            return Parse(source, settings) is null ? null : new Renderer(source, settings);
        }

        public Session Fresh() => new(new Environment(source, new RenderSettings(settings), TemplateParser.Instance), settings);

        private static InspectedTemplate? Parse(TemplateSource source, TemplateSettings settings)
        {
            try
            {
                return new Parser(source, settings, CancellationToken.None).ParseTemplate();
            }
            catch (TemplateSyntaxException)
            {
                return null;
            }
        }

        internal sealed class Session(Environment environment, TemplateSettings settings)
        {
            public string Render(ConformanceCase @case) => Render(@case.Name, @case.Template, DataModel.From(@case.Model));

            public string Render(string name, string template, ITemplateHash model)
            {
                if (Parse(new TemplateSource(name, template), settings) is not { } parsed)
                {
                    return "";
                }

                if (settings.Loader is { } loader)
                {
                    (environment.Reader ??= new TemplateReader()).Start(loader, CancellationToken.None);
                }

                try
                {
                    return environment.Render(parsed, (IExtendedHash)model, CancellationToken.None);
                }
                catch (TemplateException e)
                {
                    return e.Message;
                }
            }
        }
    }
}
