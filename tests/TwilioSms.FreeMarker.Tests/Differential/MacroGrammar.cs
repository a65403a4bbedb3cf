using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Macros and functions with parameters of every kind, called in every way: by position, by name, with arguments bound, nested content.</summary>
internal sealed class MacroGrammar(Random random) : ICaseGrammar
{
    private const string Model = """{"s":"text","n":3,"l":[1,2,3],"h":{"a":"A","b":2},"ab":{"p":1,"q":2},"nul":null}""";

    private static readonly string[] Parameters =
        ["", " p", " p q", " p, q", " p q=2", " p=1 q=p", " p=q q=1", " p rest...", " rest...", " p q=nul r...", " p='x' rest...", "(p q)", "(p, q=5)", "()", " p p", " p=1 q", " 'p'", " \"p\" q", " p='${s}'"];

    private static readonly string[] Uses =
    [
        "${p!'-'}", "${q!'-'}", "[${p!}]", "${(rest?size)!'none'}", "<#list rest! as r>${r!'-'},</#list>", "<#list rest!{} as k, v>${k}=${v!'-'},</#list>", "${(rest['a'])!'-'}",
        "${.args?size}", "<#list .args as a>${a!'-'}|</#list>", "<#list .args as k, v>${k}=${v!'-'};</#list>", "${.args?keys?join(',')}", "<#local p = 5>${p}", "<#local z>in</#local>${z}", "<#assign g = p!'-'>",
        "${.locals?keys?size}", "${.vars.p!'-'}", "${.locals.p!'-'}", "${.namespace.p!'-'}", "${.current_template_name}", "${.caller_template_name!'-'}", "<#if p??>has<#else>no</#if>", "<#return>", "<#if p?? && p?is_number && p gt 0><@m p - 1/></#if>",
        "${p?is_macro?c}", "text", "${n}", "<#list l as p>${p}</#list>${p!}", "<#global s = 'G'>${s}", "<#assign p = 'A'>${p}", "<#attempt>${nope}<#recover>R</#attempt>", "<#local x = 1><#local x += 2>${x}", "<#import 'lib.ftl' as p>",
    ];

    private static readonly string[] Nesteds =
        ["", "<#nested>", "<#nested/>", "<#nested 1>", "<#nested p!0, n>", "(<#nested 1, 2, 3>)", "<#nested><#nested>", "<#list l as i><#nested i></#list>", "<#nested nul>", "<#nested .args>"];

    private static readonly string[] Arguments =
    [
        "", " 1", " 1 2", " 1, 2", " 1 2 3", " p=1", " p=1 q=2", " q=2 p=1", " p=1, q=2", " a=1 p=2", " p=nul", " p=nope", " nul", " nope 1", " p=1 p=2", " 'x'", " -1", " (1) (2)", " s s", " l[0] h.a", " p=h['a'] q=l[0..1]?size", " 1 q=2",
        " zz=5", " s?upper_case", " h", " l h", " p=l q=h", " 1 -1", " p= 1", " {'p':1}", " (s)!'d'", " p=s!'d' q=1", " x+1",
    ];

    private static readonly string[] Calls =
    [
        "?with_args([1])", "?with_args([1, 2])", "?with_args({'p':1})", "?with_args({'a':1, 'q':7})", "?with_args([])", "?with_args({})", "?with_args_last([8])", "?with_args_last({'z':9})", "?with_args(ab)", "?with_args(l)?with_args([9])",
        "?withArgs([1])", "?with_args(nul)", "?with_args('x')", "?with_args([nul])", "?with_args({'p':nul})", "?with_args(h)?with_args_last({'b':3})",
    ];

    private static readonly string[] FunctionBodies =
        ["<#return p!'-'>", "<#return>", "", "ignored<#return [p!1, q!2]>", "<#if p?? && p?is_number && p gt 0><#return f(p - 1) + 1><#else><#return 0></#if>", "<#return .args?size>", "<#local v>x</#local><#return v>", "<#return (rest![])?size>", "<#return {'p': p!0}>", "<#return nul>"];

    private static readonly string[] FunctionArguments =
        ["()", "(1)", "(1, 2)", "(1, 2, 3)", "(nul)", "(nope)", "('x')", "(l)", "(f(1))", "(s, nope!'d')", "(1 2)", "(p=1)", "(x -> x)", "(1,)", "(h.a)", "(-1)"];

    private static readonly string[] Contents = ["in", "", "${a!'-'}", "${a!'-'}${b!'-'}", "${p!'no p'}", "<#break>", "<#return>", "<@m>deep</@m>", "${s}", "<#assign c = 1>", "<#nested>", "${.args?size}"];

    private static readonly Dictionary<string, string> Library = new()
    {
        ["lib.ftl"] = "<#assign s='lib s' p='lib p'><#macro m p q=2 rest...>[lib ${p!'-'} ${s} ${rest?size} ${.caller_template_name!'-'}<#nested p!0>]</#macro><#function f p q=1><#return 'lib ' + (p!'-')></#function><#macro redefine><#global m = .vars['m']>${s}</#macro>",
    };

    public ConformanceCase Next()
    {
        var definitions = $"<#macro m{random.Pick(Parameters)}>{Body(Nesteds)}</#macro>";
        definitions += random.Next(2) == 0 ? $"<#function f{random.Pick(Parameters)}>{(random.Next(3) == 0 ? random.Pick(Uses) : "")}{random.Pick(FunctionBodies)}</#function>" : "";
        var calls = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Call() + random.Pick(["", "", "|", "\n"])));
        var text = random.Next(4) == 0 ? calls + definitions : definitions + calls;
        return Generated.Case((random.Next(4) == 0 ? "<#import 'lib.ftl' as lib>" : "") + text, Model, Library);
    }

    private string Body(string[] ends) => string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Pick(random.Next(3) == 0 ? ends : Uses))) + random.Pick(ends);

    private string Call()
    {
        var called = random.Pick(["m", "m", "m", "m", "lib.m", "f", ".namespace.m", ".main.m", "(m)", "lib", "nope", ".vars['m']", "lib.redefine"]) + (random.Next(3) == 0 ? random.Pick(Calls) : "");
        return random.Next(6) switch
        {
            0 => $"<@{called}{random.Pick(Arguments)}/>",
            1 => $"<@{called}{random.Pick(Arguments)}>{random.Pick(Contents)}</@{(called is "m" or "lib.m" ? random.Pick(["", called]) : "")}>",
            2 => $"<@{called}{random.Pick(Arguments)}; a{random.Pick(["", ", b", " , b,c"])}>{random.Pick(Contents)}</@>",
            3 => $"${{{random.Pick(["f", "f", "lib.f", "m", ".main.f", "f?with_args([1])", "f?with_args({'p':1})", "f?with_args_last([5, 6])"])}{random.Pick(FunctionArguments)}{random.Pick(["", "!'none'", "?size", "?string", "?join(',')"])}}}",
            4 => $"<#list l as i><@{called}{random.Pick(Arguments)}>{random.Pick(Contents)}{random.Pick(["", "<#break>", "${i}", "<#continue>"])}</@></#list>",
            _ => random.Pick(["<#assign m2 = m><@m2/>", "${m?is_macro?c}", "<#assign m = 1>${m}", "<#macro m>two</#macro>", "<#assign x><@m 1/></#assign>${x}", "${lib.p!'-'}", "<#assign p = 9 in lib>${lib.p}<@lib.m 1/>", "<#global p = 'G'>", "<@lib.m 1; a><@m a/></@>", "<#assign p = 'main p'>", "<#call m>"]),
        };
    }
}
