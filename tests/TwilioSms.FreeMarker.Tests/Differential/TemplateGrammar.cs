using System.Text;
using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Random templates over the whole language, from a seed.</summary>
internal sealed partial class TemplateGrammar(Random random) : ICaseGrammar
{
    private static readonly string[] Texts =
        ["Hi ", " ", "\n", "  \n", "\t", "a", ", ", "\r\n", "é", "<b>", "#", "$", "{", "}", "text\n", "\n\n", "  x", "&amp;", "<!-- h -->", "10% ", "' "];

    /// <summary>The data of <see cref="CallGrammar"/>.</summary>
    public const string CallModel =
        """{"s":"Hello World","e":"","w":" a.b, c\nd ","u":"Zoë & <Co>'\"/\\","num":"12.50","dt":"2024-03-05","n":3,"d":-7.5,"big":12345678901234567890.12,"z":0,"yes":true,"no":false,"l":[1,2,3],"ls":["b","a","C"],"lh":[{"k":"y","v":2},{"k":"x","v":1}],"el":[],"mix":[1,"a",true,null],"h":{"a":"A","b":2},"eh":{},"nul":null}""";

    private static readonly string[] Models =
    [
        """{"s":"Hello World","t":"abc","e":"","u":"Zoë & <Co>","name":"Ann","dt":"2024-03-05","ns":"12.50","n":3,"m":7.5,"d":1.10,"z":0,"neg":-4,"big":123456789012,"yes":true,"no":false,"l":[1,2,3,4],"ls":["b","a","C"],"lh":[{"k":"one","v":1},{"k":"two","v":2}],"el":[],"one":["x"],"nested":[[1,2],[3]],"mixed":[1,"a",true,null],"h":{"a":"A","b":2,"c":{"d":true},"list":[3,1,2]},"eh":{},"nul":null,"x":5,"y":2}""",
        """{"s":" x ","t":"a.b,c","e":"","u":"ß İ 😀","name":"","dt":"13:00","ns":"abc","n":0,"m":-0.5,"d":1E+2,"z":0.0,"neg":-1.5e3,"big":1e20,"yes":false,"no":true,"l":[10],"ls":[],"lh":[{"k":"z","v":null},{"v":5}],"el":[],"one":[null],"nested":[[]],"mixed":[{"a":1},[2]],"h":{"a":"","b":0,"c":{},"list":[]},"eh":{},"nul":null,"x":5,"y":2}""",
    ];

    private static readonly string[] Headers =
    [
        "<#ftl>\n", "<#ftl output_format='HTML'>", "<#ftl output_format='XML' auto_esc=false>\n", "<#ftl strip_whitespace=false>", "<#ftl strip_text=true>", "<#ftl encoding='UTF-8'/>", "\n <#ftl autoEsc=true outputFormat='XHTML'>\n",
        "<#ftl attributes={'a': 1}>", "<#ftl ns_prefixes={'a': 'b'}>", "<#ftl nope=1>", " x<#ftl>",
    ];

    private static readonly Dictionary<string, string> Library = new()
    {
        ["inc.ftl"] = "[inc ${x!'nox'}]\n",
        ["lib.ftl"] = "<#assign v = 1><#macro hi who='you'>Hi ${who}<#nested v, who>!</#macro><#function dbl n><#return n * 2></#function>",
        ["more.ftl"] = "<#import 'lib.ftl' as inner><#assign w = inner.v + 1 in inner>${inner.w} ${.current_template_name} ${.main_template_name}<#return>gone",
        ["bad.ftl"] = "ok\n ${missing}",
        ["syn.ftl"] = "<#if>",
    };

    /// <summary>Settings of the configuration.</summary>
    private static readonly (string Name, string Value)[] Settings =
    [
        ("number_format", "0.00"), ("number_format", "computer"), ("boolean_format", "yes,no"), ("boolean_format", "c"), ("locale", "de_DE"), ("locale", "tr"), ("time_zone", "Asia/Tokyo"), ("date_format", "yyyy-MM-dd"), ("datetime_format", "iso"),
        ("whitespace_stripping", "false"), ("tag_syntax", "auto_detect"), ("tag_syntax", "angle_bracket"), ("naming_convention", "camel_case"), ("naming_convention", "legacy"), ("interpolation_syntax", "dollar"), ("interpolation_syntax", "legacy"),
        ("auto_escaping_policy", "disable"), ("auto_escaping_policy", "enable_if_supported"), ("auto_escaping_policy", "enable_if_default"), ("url_escaping_charset", "UTF-8"), ("output_encoding", "UTF-8"), ("classic_compatible", "true"),
    ];

    private readonly ExpressionGrammar expressions = new(random);

    private readonly CornerGrammar corners = new(random, new ExpressionGrammar(random));

    public ConformanceCase Next()
    {
        var text = Block(random.Next(1, 4), 3);
        if (random.Next(8) == 0)
        {
            text = random.Pick(Headers) + text;
        }

        if (random.Next(12) == 0)
        {
            text = "[#ftl]" + InSquareBrackets(text);
        }

        var settings = new Dictionary<string, string>();
        for (var i = random.Next(8) == 0 ? random.Next(1, 4) : 0; i > 0; i--)
        {
            var (name, value) = Settings[random.Next(Settings.Length)];
            settings[name] = value;
        }

        if (random.Next(20) == 0)
        {
            text = InSquareBrackets(text);
            settings["tag_syntax"] = "square_bracket";
        }

        if (random.Next(20) == 0)
        {
            text = Interpolation().Replace(text, interpolation => $"[={interpolation.Groups[1].Value}]");
            settings["interpolation_syntax"] = "square_bracket";
        }

        return Generated.Case(random.Next(8) == 0 ? Mutate(text) : text, random.Pick(Models), Library) with { Settings = settings };
    }

    private static string InSquareBrackets(string text) => Tag().Replace(text, tag => $"[{tag.Groups[1].Value}]");

    [GeneratedRegex(@"<(/?[#@](?:[^<>'""]|'[^']*'|""[^""]*"")*)>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\$\{([^{}]*)\}")]
    private static partial Regex Interpolation();

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

    private string Simple() => random.Next(52) switch
    {
        9 => expressions.Pick(["<@mac p=1/>", "<@.current_template_name/>", "<@compress single_line=yes>a \n b</@compress>", "<@'[${n}]'?interpret/>", "<@html_escape>${u}<</@>", "<#call mac 1>", "<#visit s>", "<#recurse>", "<#transform compress>  a  </#transform>", "<#stop>", "<#assign z2 in h>", "<#local q = 1>", "<#comment> ${ </#comment>", "<#noparse> ${ </#noparse>"]),
        10 => $"${{.{expressions.Pick(["locale", "lang", "version", "now?is_date?c", "main_template_name", "template_name", "output_format", "auto_esc?c", "error", "vars.s", "globals.x!", "data_model.s", "namespace?keys?size", "locals.x!", "args[0]", "time_zone", "pass?is_macro?c", "currentTemplateName", "url_escaping_charset!'-'", "caller_template_name", "nope"])}}}",
        11 => $"${{\"a${{{Expression('s')}}}b${{'c${{{Expression('n')}}}'}}\"}}",
        12 => $"${{({Expression('l')})?{expressions.Pick(["map", "filter", "take_while", "drop_while"])}({expressions.Pick(["q -> q", "(q) -> q?string", "q -> q?is_number", "q -> " + Expression('b'), "q -> " + Expression(), "(a, b) -> a"])}){expressions.Pick(["?size", "?join(',')", "[0]!", "[0..*1]?join('')", "?first!", "?sort?join(' ')", "[1..]?size", "?reverse?join('')"])}}}",
        0 => expressions.Pick(Texts),
        1 => $"<#assign {Name()} = {Expression()}>",
        2 => $"<#assign n = {Expression('n')}><#assign n {expressions.Pick(["+=", "-=", "*=", "/=", "%="])} {Expression('n')}>",
        3 => $"<#assign x = {Expression('n')}><#assign {expressions.Pick(["x++", "x--", "s++"])}>",
        4 => expressions.Pick(["<#-- c -->", "<#t>", "<#lt>", "<#rt>", "<#nt>", "<#t>", "<#-- -->\n", "<#flush>", "<#sep>", "<#break>", "<#continue>", "<#return>", "<#nested>", "<#flush>", "<#else>", "<#stop 'x'>", "<#fallback>"]),
        5 => expressions.Pick(["<#include 'inc.ftl'>", "<#include 'no.ftl' ignore_missing=true>", "<#include 'inc.ftl' parse=false>", "<#include 'bad.ftl'>", "<#include 'syn.ftl'>", "<#include s>", "<#include 'more.ftl'>", "<#import 'lib.ftl' as lib><#assign v = 7 in lib>${lib.v} ${lib?keys?sort?join(',')}", "<#import 'lib.ftl' as lib><@lib.hi?with_args({'who': s})/>", "<#import 'lib.ftl' as lib>${lib.dbl?with_args([n])()}", "${.get_optional_template('no.ftl').exists?c}", "<#import 'lib.ftl' as lib>", "<#import 'lib.ftl' as lib>${lib.dbl(n)}<@lib.hi/>", "<#import 'lib.ftl' as lib><@lib.hi who='W' ; a, b>${a}${b}</@lib.hi>"]),
        6 => $"<#setting {expressions.Pick(["number_format='0.##'", "number_format='computer'", "boolean_format='c'", "boolean_format='y,n'", "locale='de_DE'", "locale='fr'", "number_format=''", "time_zone='GMT+2'", "nope='x'", "date_format='yyyy'", "url_escaping_charset='UTF-8'", "numberFormat='0.0'", "locale='tr'", "classic_compatible=true"])}>",
        7 => $"#{{{Expression('n')}{expressions.Pick(["", "; m2", "; M2", "; m1M3", ";m0"])}}}",
        8 => $"<#global {Name()} = {Expression()}>",
        13 => $"${{{Expression()}}}",
        14 or 15 => $"${{({Expression('b')})?c}}",
        16 or 17 => $"${{({Expression('l')})?join('-')}}",
        18 or 19 or 20 or 21 => $"${{{Expression('n')}}}",
        >= 22 and <= 36 => corners.Next(random.Next(3) == 0 ? Simple() : expressions.Pick(Texts)),
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
