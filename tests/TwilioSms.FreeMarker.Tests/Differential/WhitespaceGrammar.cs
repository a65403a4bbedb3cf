using System.Text;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>White space around tags of every kind, for what white-space stripping and <c>#t</c>, <c>#lt</c>, <c>#rt</c>, <c>#nt</c> leave of it.</summary>
internal sealed class WhitespaceGrammar(Random random) : ICaseGrammar
{
    private static readonly string[] Leaves =
    [
        "x", "y", " ", "  ", "\n", "\n", "\n", "\t", "\r\n", "\u00a0", "\u2003", "<#-- c -->", "<#---->", "<#-- a\n b -->", "<#assign q=1>", "<#assign q = 1 r=2>",
        "<#setting locale='en'>", "<#import 'lib.ftl' as l>", "<#t>", "<#lt>", "<#rt>", "<#nt>", "${1}", "#{1}", "<#flush>", "<#noparse> a \n</#noparse>",
        "<#include 'inc.ftl'>", "<@mm/>", "<#comment> d\n</#comment>", "<#global a=1>",
    ];

    private static readonly (string Start, string End)[] Blocks =
    [
        ("<#if true>", "</#if>"), ("<#if false>", "<#else>y</#if>"), ("<#list 1..2 as i>", "</#list>"), ("<#list 1..2 as i>", "<#sep>\n</#list>"),
        ("<#list []>\n", "\n<#items as i></#items><#else>\n</#list>"), ("<#assign c>", "</#assign>"), ("<#compress>", "</#compress>"),
        ("<#attempt>", "<#recover></#attempt>"), ("<#attempt>${nope}<#recover>", "</#attempt>"), ("<#switch 1>\n<#case 1>", "</#switch>"),
        ("<#switch 1><#case 2>", "\n<#default> </#switch>"), ("<@mm>", "</@mm>"), ("<#escape x as x>", "</#escape>"),
        ("<#outputformat 'HTML'>", "</#outputformat>"), ("<#noautoesc>", "</#noautoesc>"),
    ];

    private static readonly Dictionary<string, string> Library = new() { ["inc.ftl"] = "[inc]\n", ["lib.ftl"] = "<#assign v = 1>" };

    public ConformanceCase Next()
    {
        var header = random.Pick(["", "", "", "<#ftl>\n", "\n<#ftl strip_whitespace=false>", "<#ftl strip_text=true>", " <#ftl> \n"]);
        var macro = "<#macro mm>" + random.Pick(["[<#nested>]", "\n <#nested>\n", "<#nested>"]) + "</#macro>" + random.Pick(["", "\n"]);
        return Generated.Case(header + macro + Content(random.Next(1, 9), 3), templates: Library);
    }

    private string Content(int count, int depth)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (depth == 0 || random.Next(3) > 0)
            {
                text.Append(random.Pick(Leaves));
                continue;
            }

            var (start, end) = Blocks[random.Next(Blocks.Length)];
            text.Append(start).Append(Content(random.Next(0, 5), depth - 1)).Append(end);
        }

        return text.ToString();
    }
}
