namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Statements of the language's corners, for <see cref="TemplateGrammar"/> to scatter. Without <c>number_format='c'</c>, which means
/// something from 2.3.32 on, and without <c>capture_output</c>, which this library does not have.
/// </summary>
internal sealed class CornerGrammar(Random random, ExpressionGrammar expressions)
{
    private static readonly string[] Bounds = ["0", "1", "2", "n", "-1", "neg", "s?length", "99", "(1 + 1)", "z", "1.5", "x", "l?size", "y - 1", "missing"];

    private static readonly string[] Ranges = ["..", "..<", "..!", "..*", "..*-"];

    private static readonly string[] Sliced = ["s", "l", "ls", "lh", "el", "'abc'", "(1..3)", "(5..1)", "l?map(q -> q)", "l?filter(q -> true)", "u", "e", "h?keys", "(0..)", "('a' + s)", "mixed", "n", "h", "missing", "s?split(' ')", "(l + ls)", "'a1b2'?matches('\\\\d')"];

    private static readonly string[] Literals =
    [
        "r'a\\b${n}'", "r\"a'#{1}\"", "'\\x41\\x00e9;'", "'\\x1F600'", "'\\u0041'", "\"\\'\\\"\\n\\t\\r\\b\\f\\g\\l\\a\\\\\\{\"", "'\\q'", "'a\\", "'$\\{n}'", "'#\\{n}'", "'[=n]'", "\"[=n]\"", "'${n'", "'${}'", "'${n?}'", "'${'x'}'", "\"${\"x\"}\"", "'${\"${n}\"}'", "'#{n;m2}'", "'#{n; x}'", "'#{s}'",
        "'${s}${n}'", "'a${l}'", "'${missing}'", "'${missing!}'", "'${{}}'", "'${{\"a\":1}.a}'", "'$'", "'$ {n}'", "'#'", "''\"\"", "' '", "'\n'", "'é${u}'", "1.", ".5", "1.5.1", "007", "1e3", "0x1", "1_000", "-1", "+1", "--1", "- 1", "+ +1", "!true", "!!yes", "[1 2 3]", "[1, 2,]", "[,]", "{'a':1,}", "{a:1}", "{1:2}",
        "{'a':1 'b':2}", "{'a' 1}", "[[1],[2]][1][0]", "{'a':{'b':[1,2]}}.a.b[1]", "h['a']", "h[s]", "h.a?length", "h.\\-a", "h.a\\-b", "h.*", "h.**", "h@x", "h.@a", ".data_model['s']", ".vars[e]!'-'", "h.c.d?c", "h.if", "h.true", "h.in", "true.x", "s.length", "l.size", "l[0][0]", "s[0]", "s['a']", "l['0']", "l[true]", "h[0]", "h[l]",
        "n?c?length", "x&y", "x & y", "yes & no", "yes | no", "yes && no || yes", "x == 5 && y != 2", "x lt y", "x lte y || x gte y", "(x > y)?c", "(x < y)?c", "(x >= y)?c", "x &gt; y", "x &gt;= y", "x &lt;= y", "(s == 'a')?c", "(s = 'a')?c", "(l == l)?c", "(h == h)?c", "(yes == true)?c", "(nul == nul)?c", "(.now > .now)?c", "('a' < 'b')?c", "(1 == '1')?c", "(yes == 'true')?c",
        "missing!s!n", "(missing.a.b)!s", "missing.a!s", "h.x.y!s", "(h.x.y)!s", "h.x!.y", "missing!(1 + 2)", "missing! + 1", "missing!1 + 2", "(missing!1) + 2", "missing!'a'?upper_case", "missing?? && missing", "(missing)??", "(missing.a)??c", "s???c", "nul!'n'", "(nul)!", "[nul]?size", "{'a':nul}?size", "s! ! !", "missing!-1", "missing![]?size", "missing!{}", "e!'d'", "el!'d'",
        "1 + 's'", "'s' + 1", "1 + yes", "'s' + yes", "'s' + l", "l + s", "h + l", "{} + {}", "({'a':1} + {'a':2}).a", "[] + []", "l + 1", "1 - 's'", "'a' * 2", "5 % 3.7", "5 / 0", "5 % 0", "1 / 3", "10 / 3 * 3", "2 * 3 + 4 / 2 - 1", "-5 % 3", "1.50 + 1.50", "1e-5", "0.1 + 0.2", "99999999999999999999 + 1", "1.0 == 1", "(1.0 == 1)?c", "-0.0", "(0 - 0.0)?c",
    ];

    private static readonly string[] Json =
        ["{\"a\": [1, 2.50, null, true], \"b\": \"x\\u0041\\n\"}", "[1, -2e3, \"\"]", "null", "true", " 1.10 ", "{}", "[]", "{\"a\":1,}", "{a:1}", "'a'", "[1 2]", "/* c */ 1", "01", "1.", ".5", "+1", "\"a", "{\"a\" 1}", "nul", "[1", "\"\\x\"", "\"\\/\"", "\"\t\"", "1e400", "{\"a\":1,\"a\":2}", "-", "\"\\ud83d\\ude00\"", "[[[[]]]]", "", " ", "{} {}", "NaN"];

    private static readonly string[] Dates =
        ["'2024-03-05'?date('yyyy-MM-dd')", "'10:20:30'?time('HH:mm:ss')", "'2024-03-05 10:20'?datetime('yyyy-MM-dd HH:mm')", "'2024-03-05'?date.iso", "'2024-03-05T10:20:30Z'?datetime.xs", "0?number_to_datetime", "86400000?number_to_date", "3600000?number_to_time", "dt?date('yyyy-MM-dd')", "dt?date", "dt?datetime", "'x'?date('yyyy')", "(0?number_to_datetime)?date", "(0?number_to_datetime)?time", "(0?number_to_date)?time", "0?number_to_date?datetime"];

    private static readonly string[] DateUses =
        ["", "?string('yyyy/MM/dd HH:mm')", "?string.iso", "?string.xs", "?string.short", "?string.medium_long", "?iso_utc", "?iso_local_nz", "?iso('GMT+2')", "?long", "?c", "?is_date?c", "?is_date_only?c", "?is_time?c", "?is_datetime?c", "?is_unknown_date_like?c", "?date", "?time?string('HH')", "?datetime?string('S')", "?string('EEE, d MMM yyyy')", "?string(s)", "?number", "?string['yyyy']", "?string.full", "?string('')", "?iso_h('UTC')", "?isoUtc", "?isoMsNZ('UTC')", "?size"];

    private static readonly string[] Settings =
    [
        "number_format='0.00'", "number_format='currency'", "number_format='percent'", "number_format=',##0.0'", "number_format=nul", "number_format=5", "boolean_format='yes,no'", "boolean_format='yes'", "boolean_format=''", "boolean_format='true,false'", "boolean_format=true", "locale='en_GB'", "locale='xx'", "locale=''", "locale='pt_BR'",
        "locale=1", "time_zone='Europe/Paris'", "time_zone='nope'", "time_zone='GMT-5'", "date_format='dd.MM.yyyy'", "date_format='iso'", "date_format='short'", "date_format='nope'", "time_format='HH:mm'", "time_format='xs'", "datetime_format='yyyy'", "datetime_format='iso m nz'", "datetime_format='full'", "url_escaping_charset='UTF-8'", "url_escaping_charset='ISO-8859-1'", "url_escaping_charset='nope'",
        "output_encoding='UTF-8'", "classic_compatible=false", "template_exception_handler='rethrow'", "sql_date_and_time_time_zone='UTC'", "outputEncoding='x'", "dateFormat='yyyy' ", "timeZone='UTC'", "arithmetic_engine='bigdecimal'", "auto_flush=true", "locale=s", "number_format=s", "date_format=missing", "strict_syntax=true", "nope", "='x'", "locale 'de'", "number_format='0' locale='de'",
    ];

    private static readonly string[] Tags =
    [
        "<#foreach x in l>${x}</#foreach>", "<#foreach x in h>${x}</#foreach>", "<#forEach x in ls>${x}</#forEach>", "<#elseIf yes>", "<#noParse>${x}</#noParse>", "<#outputFormat 'HTML'>${'<'}</#outputFormat>", "<#outputformat 'HTML'><#autoEsc>${'<'}</#autoEsc><#noAutoEsc>${'<'}</#noAutoEsc></#outputformat>", "<#escape x as x?html><#noEscape>${u}</#noEscape>${u}</#escape>", "<#escape x as x!>${missing}</#escape>",
        "<#list l as x><#list l as y>${x}${y}<#sep>,</#list><#sep>;</#list>", "<#list h as k, v>${k}<#sep>,</#sep></#list>", "<#list h as k>${k}</#list>", "<#list l>x<#items as i>${i}<#else>y</#items></#list>", "<#list el>x<#items as i>${i}</#items>y<#else>none</#list>", "<#list l as x>${x?index}${x?counter}${x?is_first?c}${x?is_last?c}${x?has_next?c}${x?item_parity}${x?item_parity_cap}${x?item_cycle('a','b')}${x?is_even_item?c}</#list>", "<#list l as x>${x_index}${x_has_next?c}</#list>", "<#list 1..3 as x>${x}<#continue>y</#list>",
        "<#list 1.. as x>${x}<#if x == 3><#break></#if></#list>", "<#list 3..1 as x>${x}</#list>", "<#list 0..<n as x>${x}</#list>", "<#list 1..*n as x>${x}</#list>", "<#list s as x>${x}</#list>", "<#list missing as x></#list>", "<#list l as l>${l}</#list>", "<#list l as x>${x?index}<#list ls as x>${x?index}</#list>${x?index}</#list>", "<#items as x></#items>", "<#list l as x><#items as y></#items></#list>", "<#list l></#list>", "<#list nested as r><#list r as c>${c}</#list></#list>",
        "<#switch n><#case 3>three<#break><#case 0>zero<#default>d</#switch>", "<#switch s><#case 'x'><#case 'Hello World'>hi</#switch>", "<#switch n>text<#case 3>a</#switch>", "<#switch n><#default>d<#case 3>c</#switch>", "<#switch missing><#case 1>a</#switch>", "<#switch n><#case s>a</#switch>", "<#switch n><#case 3><#list l as x>${x}<#break></#list>b</#switch>", "<#switch n></#switch>", "<#switch n><#default>a<#default>b</#switch>",
        "<#attempt>a${missing}<#recover>b</#attempt>", "<#attempt>a<#attempt>${missing}<#recover>${missing}</#attempt><#recover>c</#attempt>", "<#attempt>a<#stop 'x'><#recover>c</#attempt>", "<#attempt><#include 'no.ftl'><#recover>c</#attempt>", "<#attempt><#include 'syn.ftl'><#recover>c</#attempt>", "<#attempt>a</#attempt>", "<#attempt><#assign at = 1>${missing}<#recover>${at}</#attempt>", "<#attempt><#setting locale='de'>${1.5}${missing}<#recover>${1.5}</#attempt>", "<#attempt>a<#recover>b</#recover>", "<#attempt><#list l as x>${x}<#break></#list><#recover></#attempt>",
        "<#assign a1 = 1 b1 = a1 + 1>${b1}", "<#assign a1 = 1, b1 = 2>${b1}", "<#assign a1 += 1>", "<#assign e += 's'>${e}", "<#assign l += [9]>${l?size}", "<#assign h += {'z':1}>${h?size}", "<#assign n++>${n}", "<#assign n -= 1, x *= 2>${n}${x}", "<#assign s--><#assign 'q-r' = 1>${.vars['q-r']}", "<#assign \"w\" = 2>${w}", "<#assign q\\-r = 1>${q\\-r}", "<#assign x>a${n}</#assign>${x}", "<#assign x in lib2>a</#assign>", "<#global x>g</#global>${x}", "<#local x = 1>", "<#assign x = >", "<#assign = 1>", "<#assign x == 1>", "<#assign x = nul>", "<#assign a.b = 1>", "<#assign x =1 in .main>${x}", "<#assign x = 1 in h>",
        "<#visit h>", "<#visit h using .main>", "<#visit missing>", "<#recurse h>", "<#recurse>", "<#recurse using .main>", "<#fallback>", "<#visit>", "<#recurse missing>", "<#macro @element><#fallback></#macro>", "<#visit l using [.main]>", "<#stop>", "<#stop 'a' + n>", "<#stop missing>", "<#flush/>", "<#break/>", "<#return n>", "<#nested 1>", "<#sep>", "<#t/>", "<#lt x>", "<#if>", "<#if n>", "<#if s??>y</#if>", "<#if yes>a<#elseif no>b<#elseif yes>c<#else>d</#if>", "<#if no>a<#else>b<#else>c</#if>", "<#else>", "</#if>", "<#iff yes>", "<#compress>  a \n\n  b  </#compress>",
        "<@compress>a  b</@compress>", "<@html_escape>${u}</@html_escape>", "<@standard_compress single_line=true>a \n b</@>", "<#transform html_escape>${u}</#transform>", "<#-- c --", "<#-- -- -->", "<#---->", "<#comment>${</#comment>", "<!-- <#-- c --> -->", "<#noparse><#if></#noparse>", "<#noparse>${</noparse>", "</#noparse>", "<# if yes>", "< #if yes>", "<#if yes >a</#if >", "<#if\nyes\n>a</#if>", "<#IF yes>", "<#setting>", "<#ftl>", "<#import s as lib3>", "<#import 'lib.ftl' as lib4><@lib4.hi; a, b>${a}</@>", "<#include 'inc.ftl' encoding=s>", "<#include>", "${", "#{", "${}", "${n", "#{n;m}", "#{n; m1M0}", "#{n;M51}", "$${n}", "#${n}", "${n}}", "${-n}", "[=n]", "[#if yes]a[/#if]",
    ];

    public string Next(string statement) => random.Next(10) switch
    {
        0 or 1 or 2 => random.Pick(Tags),
        3 => $"<#setting {random.Pick(Settings)}>${{{random.Pick(["n", "m", "big", "(yes)?string", "yes", "0?number_to_datetime", "86400000?number_to_date", "s?url", "d", ".locale"])}}}",
        4 => $"${{({random.Pick(Dates)}){random.Pick(DateUses)}}}",
        5 => $"${{{random.Pick(Sliced)}[{random.Pick(Bounds)}{random.Pick(Ranges)}{(random.Next(5) == 0 ? "" : random.Pick(Bounds))}]{random.Pick(["", "?size", "?join('-')", "?length", "!'d'", "[0]", "[0..1]", "?first"])}}}",
        6 => $"${{{Generated.Quoted(random.Pick(Json))}?{random.Pick(["eval_json", "eval_json", "evalJson"])}{random.Pick(["", ".a", "?size", "?is_hash?c", "!'none'", "[0]", "?c", ".b?length", "?keys?join(',')"])}}}",
        7 => $"${{{Generated.Quoted(random.Next(2) == 0 ? random.Pick(Literals) : expressions.Of('a', 2))}?eval{random.Pick(["", "?c", "?size", "!'d'", "?string", "?length"])}}}",
        8 => random.Pick([$"<@{Generated.Quoted(statement)}?interpret/>", $"<#assign t3 = {Generated.Quoted(statement)}?interpret><@t3/><@t3/>", $"<@[{Generated.Quoted(statement)}, 'nm']?interpret/>"]),
        _ => $"${{{random.Pick(Literals)}}}",
    };
}
