using TwilioSms.FreeMarker.BuiltIns;
using TwilioSms.FreeMarker.Tests.Conformance;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Every built-in on values of every type, with arguments that fit and that do not.</summary>
internal sealed class CallGrammar(Random random) : ICaseGrammar
{
    /// <summary>Those that came after 2.3.31, and those that print an address of the JVM or the time.</summary>
    private static readonly string[] Excluded =
        ["cn", "c_lower_case", "c_upper_case", "blank_to_null", "empty_to_null", "trim_to_null", "api", "new", "has_api"];

    private static readonly string[] Names = [.. BuiltInTable.All.Select(builtIn => builtIn.Name).Except(Excluded)];

    private static readonly string[] Values =
    [
        "s", "e", "w", "u", "num", "dt", "n", "d", "big", "z", "yes", "l", "ls", "lh", "el", "mix", "h", "eh", "nul", "missing", "(1..3)", "'x'", "1.50",
        "dt?date('yyyy-MM-dd')", "dt?date('yyyy-MM-dd')?datetime", "mac", "fun", "s?upper_case", "s?esc", "l?map(it->it)", "l?filter(it -> it gt 1)", "h.a",
        "h.zz", "{'a':1}", "[]", "('a'?matches('a'))", ".main", "0?number_to_datetime", "s?length", "l[1..]", "(missing)!", "'<a>'?esc",
    ];

    private static readonly string[] Arguments =
    [
        "", "", "", "()", "(1)", "(-1)", "(0)", "('a')", "('')", "('l', 'L')", "(1, 2)", "(2,'..')", "('a', 'b', 'i')", "('a','b','c','d')", "(l)", "(h)", "(yes)",
        "(nul)", "(missing)", "('k')", "(x -> x)", "(x -> yes)", "(x -> x?c)", "('yyyy')", "('UTF-8')", "(['v'])", "(1.5)", "('a', 'r')", "('a', 'xyz')", "(3, 'ab', 1)",
        "('UTC')", "({'a':1})", "(1)(1)", "('a',1)", "('a',missing)", "(fun)", "(3 -> x)", "((a, b) -> a)", ".x", "[0]", "!'d'", "??", "?c", "?size", "?string('0.0')",
    ];

    public ConformanceCase Next()
    {
        var name = random.Pick(Names);
        var call = $"{random.Pick(Values)}?{(random.Next(8) == 0 ? CamelCase.Of(name) : name)}{random.Pick(Arguments)}";
        var use = random.Pick(["${#}", "${#}", "${#}", "[${(#)!'none'}]", "<#list # as i>${i!'-'},</#list>", "${(#)?c}", "<#if #>y</#if>", "<#assign q = #>${q!'none'}", "${'a' + #}", "<@#/>"]);
        return Generated.Case(
            "<#macro mac p q=1>m</#macro><#function fun p><#return p></#function><#outputformat 'HTML'>" + use.Replace("#}", call + "}", StringComparison.Ordinal)
                .Replace("(#)", $"({call})", StringComparison.Ordinal).Replace("list # as", $"list {call} as", StringComparison.Ordinal)
                .Replace("#if #>", $"#if {call}>", StringComparison.Ordinal).Replace("= #>", $"= {call}>", StringComparison.Ordinal)
                .Replace("<@#/>", $"<@{call}/>", StringComparison.Ordinal) + "</#outputformat>",
            TemplateGrammar.CallModel);
    }
}
