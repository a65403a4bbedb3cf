using System.Text;
using TwilioSms.FreeMarker;

namespace TwilioSms.Fuzz.Targets;

/// <summary>
/// Regular expressions: a pattern, the text it is matched with after the last line feed. Whatever they are, matching ends within the limits,
/// with a template error or with what it also gives the next time.
/// </summary>
internal static class PatternTarget
{
    // A twentieth of the default, so that more patterns than those that reach the limit are seen.
    private static readonly TemplateSettings Settings = new() { Limits = new() { Steps = 5_000 } };

    private static readonly Template[] Uses =
    [
        Template.Parse("<#list s?matches(p) as m>${m}<#list m?groups as g>|${g!'-'}</#list></#list>${s?matches(p)?c}", Settings),
        Template.Parse("${s?replace(p, '<$0>', 'r')}", Settings),
        Template.Parse("${s?split(p, 'rims')?join('|')}${s?keep_before_last(p, 'r')}", Settings),
    ];

    public static void Run(ReadOnlySpan<byte> input)
    {
        var both = Encoding.UTF8.GetString(input.ToArray());
        var end = both.LastIndexOf('\n');
        var model = DataModel.From(new Dictionary<string, object?> { ["p"] = both[..Math.Max(end, 0)], ["s"] = both[(end + 1)..] });
        foreach (var use in Uses)
        {
            var (first, second) = (Render(use, model), Render(use, model));
            FuzzTarget.Require(first == second, $"a match is the same the next time: \"{first}\", then \"{second}\"");
        }
    }

    private static string Render(Template template, ITemplateHash model)
    {
        try
        {
            return template.Render(model);
        }
        catch (TemplateRenderException exception)
        {
            return exception.Message;
        }
    }
}
