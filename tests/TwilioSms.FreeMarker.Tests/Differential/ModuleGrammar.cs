using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Several templates in folders that include and import each other, by names of every kind.</summary>
internal sealed class ModuleGrammar(Random random) : ICaseGrammar
{
    private const string Model = """{"s":"text","n":3,"name":"a/one.ftl","l":[1,2]}""";

    private static readonly string[] Names =
    [
        "a/one.ftl", "/a/one.ftl", "./a/one.ftl", "a/../a/one.ftl", "two.ftl", "../a/one.ftl", "b/c/three.ftl", "/b/c/three.ftl", "*/four.ftl", "b/*/four.ftl", "*/one.ftl", "a/*/one.ftl", "/four.ftl", "a//one.ftl", "a\\\\one.ftl", "", "/", ".", "..",
        "nope.ftl", "main.ftl", "a", "a/", "${name}", "x:a/one.ftl", "file:///a/one.ftl", "a/%2e%2e/one.ftl", "A/One.ftl", " a/one.ftl", "b/c/./three.ftl", "b/c/../../a/one.ftl", "*", "*/", "a/one.ftl?x", "../..", "./two.ftl", "b/c/*/../one.ftl",
    ];

    private static readonly string[] Options =
        ["", "", "", " parse=false", " parse=true", " ignore_missing=true", " ignoreMissing=true", " ignore_missing=false parse=false", " encoding='UTF-8'", " parse='no'", " nope=1", " parse=n", " ignore_missing='yes'", " parse='nope'"];

    private static readonly string[] Pieces =
    [
        "${.template_name}", "${.current_template_name}", "${.main_template_name}", "${v!'-'}", "${one.v!'-'}", "<#assign v = 'V'>", "<#global v = 'G'>", "${.namespace.v!'-'}", "${.main.v!'-'}", "${.globals.v!'-'}", "<#macro mm>[${v!'-'} ${.current_template_name} ${.caller_template_name!'-'}]</#macro>",
        "<@mm/>", "<@one.mm/>", "<#assign v = 'in' in one>", "<#local q = 1>", "<#return>", "<#setting number_format='0.00'>", "${1.5}", "<#stop 's'>", "${nope}", "<#if>", "text\n", "<#attempt>", "${one?keys?sort?join(',')}", "<#flush>", "<#visit n>", "${.data_model.s}", "<#assign s = 'mine'>${s}",
        "<#ftl output_format='HTML'>${'<'}", "${'<'}", "[#ftl][#if true]sq[/#if]", "<#ftl strip_whitespace=false>\n <#if true>\n</#if>", "<#function ff><#return .current_template_name></#function>", "${ff()}", "${one.ff()}", "<#escape x as x?upper_case>${'e'}</#escape>", "${.get_optional_template('a/one.ftl').exists?c}",
        "<#list l as i>${i}<#include 'two.ftl'></#list>", "<#break>", "<#nested>", "<#t> x ", "<#compress> a  b </#compress>", "${.version?is_string?c}", "é😀", "<#noparse>${x}</#noparse>",
    ];

    public ConformanceCase Next()
    {
        var templates = new Dictionary<string, string>();
        foreach (var name in (string[])["a/one.ftl", "two.ftl", "b/c/three.ftl", "four.ftl", "b/two.ftl"])
        {
            templates[name] = Text(random.Next(1, 4), isMain: false);
        }

        return Generated.Case(Text(random.Next(2, 6), isMain: true), Model, templates);
    }

    private string Text(int count, bool isMain) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(isMain ? 2 : 5) == 0 ? Load() : random.Pick(Pieces)));

    private string Load() => random.Next(9) switch
    {
        0 or 1 or 2 => $"<#include '{Name()}'{random.Pick(Options)}>",
        3 or 4 => $"<#import '{Name()}' as {random.Pick(["one", "one", "two", "v"])}>",
        5 => $"<#assign t = .get_optional_template('{Name()}'{random.Pick(["", "", ", {}", ", {'parse': false}", ", {'encoding': 'UTF-8'}", ", {'nope': 1}", ", 1"])})>{random.Pick(["${t.exists?c}", "<#if t.exists><@t.include/></#if>", "<@t.include/>", "<#assign one = t.import()>", "${t.exists?string('y', 'n')}", "<#if t.exists><#assign one = t.import()>${one.v!'-'}</#if>"])}",
        6 => $"${{'{Name()}'?absolute_template_name{random.Pick(["", "", "('b/c/')", "('a/one.ftl')", "('')"])}}}",
        7 => $"<#include '{Name()}'?keep_after('z')!'two.ftl'>",
        _ => $"<@.main.mm!mm/>",
    };

    private string Name() => random.Pick(random.Next(3) == 0 ? Names : Names[..8]);
}
