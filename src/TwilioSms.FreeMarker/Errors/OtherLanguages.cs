namespace TwilioSms.FreeMarker.Errors;

/// <summary>Words that other template languages have, and what FreeMarker has for them.</summary>
internal static class OtherLanguages
{
    private static readonly Dictionary<string, string> Directives = new(StringComparer.OrdinalIgnoreCase)
    {
        ["set"] = "<#assign name = value>",
        ["var"] = "<#assign name = value>",
        ["let"] = "<#assign name = value>",
        ["define"] = "<#assign name = value>",
        ["for"] = "<#list items as item>...</#list>",
        ["each"] = "<#list items as item>...</#list>",
        ["iterate"] = "<#list items as item>...</#list>",
        ["while"] = "<#list items as item>...</#list>",
        ["repeat"] = "<#list 1..n as i>...</#list>",
        ["end"] = "the end tag of what is to end, such as </#if> or </#list>",
        ["endif"] = "</#if>",
        ["endfor"] = "</#list>",
        ["endforeach"] = "</#list>",
        ["elif"] = "<#elseif condition>",
        ["elsif"] = "<#elseif condition>",
        ["else_if"] = "<#elseif condition>",
        ["unless"] = "<#if !condition>",
        ["print"] = "${value}",
        ["echo"] = "${value}",
        ["try"] = "<#attempt>...<#recover>...</#attempt>",
        ["catch"] = "<#recover>",
        ["raw"] = "<#noparse>...</#noparse>",
        ["verbatim"] = "<#noparse>...</#noparse>",
        ["def"] = "<#macro name>...</#macro>",
        ["method"] = "<#function name>...</#function>",
        ["func"] = "<#function name>...</#function>",
        ["parse"] = "<#include \"name.ftl\">",
        ["item"] = "<#items as item>...</#items>",
        ["exit"] = "<#stop>",
    };

    private static readonly Dictionary<string, string> BuiltIns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["upper"] = "upper_case",
        ["uppercase"] = "upper_case",
        ["touppercase"] = "upper_case",
        ["ucase"] = "upper_case",
        ["lower"] = "lower_case",
        ["lowercase"] = "lower_case",
        ["tolowercase"] = "lower_case",
        ["capitalise"] = "capitalize",
        ["ucfirst"] = "cap_first",
        ["len"] = "length",
        ["count"] = "size",
        ["strip"] = "trim",
        ["isempty"] = "has_content",
        ["empty"] = "has_content",
        ["exist"] = "has_content",
        ["format"] = "string",
        ["tostring"] = "string",
        ["str"] = "string",
        ["tonumber"] = "number",
        ["parse"] = "number",
        ["e"] = "html",
        ["escape"] = "html",
        ["urlencode"] = "url",
        ["todate"] = "date",
        ["substr"] = "substring",
        ["indexof"] = "index_of",
        ["concat"] = "join",
        ["implode"] = "join",
        ["explode"] = "split",
        ["filter_by"] = "filter",
        ["orderby"] = "sort_by",
        ["json"] = "json_string",
        ["date_format"] = "string",
        ["ceil"] = "ceiling",
        ["unique"] = "sort",
    };

    private static readonly Dictionary<string, string> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["and"] = "&&",
        ["or"] = "||",
        ["eq"] = "==",
        ["ne"] = "!=",
        ["neq"] = "!=",
        ["ge"] = "gte",
        ["le"] = "lte",
        ["mod"] = "%",
        ["is"] = "==",
    };

    private static readonly Dictionary<string, string> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["size"] = "size",
        ["length"] = "length",
        ["count"] = "size",
        ["toUpperCase"] = "upper_case",
        ["toLowerCase"] = "lower_case",
        ["trim"] = "trim",
        ["isEmpty"] = "has_content",
        ["toString"] = "string",
        ["keySet"] = "keys",
        ["values"] = "values",
    };

    /// <summary>A sentence with FreeMarker's directive for a word, after a space; null where the word is of no language known here.</summary>
    public static string? Directive(string word) => Directives.TryGetValue(word, out var tag) ? $" FreeMarker has {tag} for that." : null;

    /// <summary>A sentence with FreeMarker's built-in for a word, after a space; null where the word is of no language known here.</summary>
    public static string? BuiltIn(string word) => BuiltIns.TryGetValue(word, out var name) ? $" FreeMarker has ?{name} for that." : null;

    /// <summary>FreeMarker's operator for a word; null where it is none.</summary>
    public static string? Operator(string word) => Operators.TryGetValue(word, out var symbol) ? symbol : null;

    /// <summary>The built-in for a method of objects elsewhere, such as <c>size()</c>.</summary>
    public static string? Member(string name) => Members.TryGetValue(name, out var builtIn) ? builtIn : null;
}
