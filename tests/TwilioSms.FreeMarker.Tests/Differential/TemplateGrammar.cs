using System.Text;
using System.Text.Json;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Random templates over the whole language, from a seed.</summary>
internal sealed class TemplateGrammar(Random random)
{
    private static readonly string[] Texts =
        ["Hi ", " ", "\n", "  \n", "\t", "a", ", ", "\r\n", "é", "<b>", "#", "$", "{", "}", "text\n", "\n\n", "  x", "&amp;", "<!-- h -->", "10% ", "' "];

    private static readonly JsonElement[] Models =
    [
        Model("""{"s":"Hello World","t":"abc","e":"","u":"Zoë & <Co>","name":"Ann","dt":"2024-03-05","ns":"12.50","n":3,"m":7.5,"d":1.10,"z":0,"neg":-4,"big":123456789012,"yes":true,"no":false,"l":[1,2,3,4],"ls":["b","a","C"],"lh":[{"k":"one","v":1},{"k":"two","v":2}],"el":[],"one":["x"],"nested":[[1,2],[3]],"mixed":[1,"a",true,null],"h":{"a":"A","b":2,"c":{"d":true},"list":[3,1,2]},"eh":{},"nul":null,"x":5,"y":2}"""),
        Model("""{"s":" x ","t":"a.b,c","e":"","u":"ß İ 😀","name":"","dt":"13:00","ns":"abc","n":0,"m":-0.5,"d":1E+2,"z":0.0,"neg":-1.5e3,"big":1e20,"yes":false,"no":true,"l":[10],"ls":[],"lh":[{"k":"z","v":null},{"v":5}],"el":[],"one":[null],"nested":[[]],"mixed":[{"a":1},[2]],"h":{"a":"","b":0,"c":{},"list":[]},"eh":{},"nul":null,"x":5,"y":2}"""),
    ];

    private static readonly Dictionary<string, string> Library = new()
    {
        ["inc.ftl"] = "[inc ${x!'nox'}]\n",
        ["lib.ftl"] = "<#assign v = 1><#macro hi who='you'>Hi ${who}<#nested v, who>!</#macro><#function dbl n><#return n * 2></#function>",
        ["bad.ftl"] = "ok\n ${missing}",
        ["syn.ftl"] = "<#if>",
    };

    private readonly ExpressionGrammar expressions = new(random);

    public ConformanceCase Next(int number)
    {
        var text = Block(random.Next(1, 4), 3);
        return new ConformanceCase
        {
            Id = $"generated/{number}",
            Template = random.Next(10) == 0 ? Mutate(text) : text,
            Model = Models[random.Next(Models.Length)],
            Templates = Library,
            Expected = new Outcome(null, null),
        };
    }

    private static JsonElement Model(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private string Block(int statements, int depth)
    {
        var text = new StringBuilder();
        for (var i = 0; i < statements; i++)
        {
            text.Append(random.Next(3) == 0 ? expressions.Pick(Texts) : "").Append(Statement(depth)).Append(random.Next(3) == 0 ? "\n" : "");
        }

        return text.ToString();
    }

    private string Body(int depth) => (random.Next(3) == 0 ? "\n  " : "") + Block(random.Next(0, 3), depth - 1);

    private string Statement(int depth) => depth <= 0 || random.Next(3) == 0 ? Simple() : Nesting(depth);

    private string Simple() => random.Next(32) switch
    {
        0 => expressions.Pick(Texts),
        1 => $"<#assign {Name()} = {Expression()}>",
        2 => $"<#assign n = {Expression('n')}><#assign n {expressions.Pick(["+=", "-=", "*=", "/=", "%="])} {Expression('n')}>",
        3 => $"<#assign x = {Expression('n')}><#assign {expressions.Pick(["x++", "x--", "s++"])}>",
        4 => expressions.Pick(["<#-- c -->", "<#t>", "<#lt>", "<#rt>", "<#nt>", "<#t>", "<#-- -->\n", "<#flush>", "<#sep>", "<#break>", "<#continue>", "<#return>", "<#nested>", "<#flush>", "<#else>", "<#stop 'x'>", "<#fallback>"]),
        5 => expressions.Pick(["<#include 'inc.ftl'>", "<#include 'no.ftl' ignore_missing=true>", "<#include 'inc.ftl' parse=false>", "<#include 'bad.ftl'>", "<#include 'syn.ftl'>", "<#include s>", "<#import 'lib.ftl' as lib>", "<#import 'lib.ftl' as lib>${lib.dbl(n)}<@lib.hi/>", "<#import 'lib.ftl' as lib><@lib.hi who='W' ; a, b>${a}${b}</@lib.hi>"]),
        6 => $"<#setting {expressions.Pick(["number_format='0.##'", "number_format='computer'", "boolean_format='c'", "boolean_format='y,n'", "locale='de_DE'", "locale='fr'", "number_format=''", "time_zone='GMT+2'", "nope='x'"])}>",
        7 => $"#{{{Expression('n')}{expressions.Pick(["", "; m2", "; M2", "; m1M3", ";m0"])}}}",
        8 => $"<#global {Name()} = {Expression()}>",
        13 => $"${{{Expression()}}}",
        14 or 15 => $"${{({Expression('b')})?c}}",
        16 or 17 => $"${{({Expression('l')})?join('-')}}",
        18 or 19 or 20 or 21 => $"${{{Expression('n')}}}",
        _ => $"${{{Expression('s')}}}",
    };

    private string Nesting(int depth) => random.Next(16) switch
    {
        0 or 1 => $"<#if {Expression('b')}>{Body(depth)}{(random.Next(3) == 0 ? $"<#elseif {Expression('b')}>{Body(depth)}" : "")}{(random.Next(2) == 0 ? $"<#else>{Body(depth)}" : "")}</#if>",
        2 or 3 => $"<#list {Expression('l')} as x>{Item()}{Body(depth)}{expressions.Pick(["", "<#sep>, ", "<#sep>,</#sep>", "<#else>none", "${x?index}", "${x?item_parity_cap}", "<#if x?is_last>!</#if>", "${x?counter}<#break>"])}</#list>",
        4 => $"<#list {Expression('h')} as k, v>${{k}}={expressions.Pick(["", "", "${v!}"])}{Body(depth)}</#list>",
        5 => $"<#list {Expression('l')}>[<#items as x>${{x?counter}}{Body(depth)}</#items>]<#else>{Body(depth)}</#list>",
        6 => Switch(expressions.Pick(["s", "n"])[0], depth),
        7 when depth == 3 => $"<#macro mac p q={Expression('s')}{expressions.Pick(["", " rest...", " r=p"])}>{Body(depth)}<#nested {expressions.Pick(["", "p", "1, 2"])}>${{p}}</#macro><@mac {expressions.Pick(["p=", "", "q=1 p=", "zz=3 p="])}({Expression('s')}){expressions.Pick(["/>", ">in</@mac>", "; a>${a}</@>"])}",
        8 when depth == 3 => $"<#function fun a b={Expression()}>{Body(depth)}<#return {Expression()}></#function>${{fun({Expression()})!}}",
        9 => $"<#attempt>{Body(depth)}${{{Expression()}}}<#recover>R{Body(depth)}</#attempt>",
        10 => $"<#assign {Name()}>{Body(depth)}</#assign>",
        11 => $"<#compress>{Body(depth)}  x \n\n y</#compress>",
        12 => $"<#escape x as {expressions.Pick(["x?html", "x?upper_case", "(x)!'-'", "x + '1'"])}>{Body(depth)}{expressions.Pick(["", "<#noescape>${u}</#noescape>"])}</#escape>",
        13 => $"<#noparse>{Simple()}</#noparse>",
        14 => $"<#outputformat '{expressions.Pick(["HTML", "XML", "plainText", "RTF", "undefined", "XHTML", "JSON", "HTML{XML}"])}'>{Body(depth)}${{u}}</#outputformat>",
        15 => AutoEscaping(expressions.Pick(["autoesc", "noautoesc"]), depth),
        _ => $"<#if {Expression('b')}>{Body(depth)}</#if>",
    };

    private string Item() => expressions.Pick(["", "${x!}", "${x?is_string?then(x, '-')}", "${x?index}", "${x?is_hash?c} "]);

    private string Switch(char type, int depth) =>
        $"<#switch {Expression(type)}><#case {Expression(type)}>{Body(depth)}<#break><#case {Expression(type)}>{Body(depth)}<#default>{Body(depth)}</#switch>";

    private string AutoEscaping(string directive, int depth) =>
        $"<#outputformat 'HTML'><#{directive}>{Body(depth)}${{u}}${{u?no_esc}}${{u?esc + '<'}}</#{directive}></#outputformat>";

    private string Expression(char type = 'a') => expressions.Of(type, random.Next(4));

    private string Name() => expressions.Pick(["x", "y", "s", "n", "acc", "h", "'a b'"]);

    /// <summary>A small damage, such as a slip while typing: what follows is mostly a syntax error, and its position counts.</summary>
    private string Mutate(string text)
    {
        if (text.Length < 2)
        {
            return text;
        }

        var at = random.Next(text.Length - 1);
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, expressions.Pick(["<", ">", "}", "${", "'", "\"", "(", ")", "</#if>", "<#if ", "]", "?", ".", "!", "<#", "</@", "--", "\\", ",", "="])),
            2 => text[..at],
            _ => text.Remove(at, 1).Insert(at + (at + 1 < text.Length ? 1 : 0), text[at].ToString()),
        };
    }
}
