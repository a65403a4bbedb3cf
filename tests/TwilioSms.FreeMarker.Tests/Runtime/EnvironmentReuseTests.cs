using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Loading;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Syntax;
using TwilioSms.FreeMarker.Tests.Conformance;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;
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

        private static ParsedTemplate? Parse(TemplateSource source, TemplateSettings settings)
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
            public string Render(ConformanceCase @case)
            {
                if (Parse(new TemplateSource(@case.Name, @case.Template), settings) is not { } parsed)
                {
                    return "";
                }

                if (settings.Loader is { } loader)
                {
                    (environment.Reader ??= new TemplateReader()).Start(loader, CancellationToken.None);
                }

                try
                {
                    return environment.Render(parsed, (IExtendedHash)DataModel.From(@case.Model), CancellationToken.None);
                }
                catch (TemplateException e)
                {
                    return e.Message;
                }
            }
        }
    }
}
