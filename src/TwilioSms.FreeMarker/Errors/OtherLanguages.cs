using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Errors;

/// <summary>Words that other template languages have, and what FreeMarker has for them.</summary>
internal static class OtherLanguages
{
    /// <summary>Directives, and what FreeMarker has for them.</summary>
    internal static readonly Dictionary<string, string> Directives = new(StringComparer.OrdinalIgnoreCase)
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

    /// <summary>Filters and methods, and FreeMarker's built-ins.</summary>
    internal static readonly Dictionary<string, string> BuiltIns = new(StringComparer.OrdinalIgnoreCase)
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
    };

    /// <summary>Operators in words.</summary>
    internal static readonly Dictionary<string, string> Operators = new(StringComparer.OrdinalIgnoreCase)
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

    /// <summary>Methods and properties of objects; <c>{}</c> stands for the object.</summary>
    internal static readonly Dictionary<string, string> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["size"] = "{}?size",
        ["length"] = "{}?size",
        ["count"] = "{}?size",
        ["toUpperCase"] = "{}?upper_case",
        ["toLowerCase"] = "{}?lower_case",
        ["trim"] = "{}?trim",
        ["isEmpty"] = "(!{}?has_content)",
        ["toString"] = "{}?string",
        ["keySet"] = "{}?keys",
        ["values"] = "{}?values",
    };

    /// <summary>A sentence with FreeMarker's directive for a word, after a space; null where the word is of no language known here.</summary>
    public static string? Directive(string word) => Directives.TryGetValue(word, out var tag) ? $" FreeMarker has {tag} for that." : null;

    /// <summary>FreeMarker's built-in for a word; null where the word is of no language known here.</summary>
    public static string? BuiltIn(string word) => BuiltIns.TryGetValue(word, out var name) ? name : null;

    /// <summary>A sentence, after a space, for a word whose opposite FreeMarker has; empty for others.</summary>
    public static string Opposite(string word) =>
        CaseMapping.ToUpper(word.Replace("_", string.Empty), Locale.Root) is "EMPTY" or "ISEMPTY" ? " FreeMarker has the opposite, ?has_content." : string.Empty;

    /// <summary>FreeMarker's operator for a word; null where it is none.</summary>
    public static string? Operator(string word) => Operators.TryGetValue(word, out var symbol) ? symbol : null;

    /// <summary>What to write for a method of objects elsewhere, such as <c>size()</c>; null for others.</summary>
    /// <param name="name">The method or property.</param>
    /// <param name="isText">Whether the object is a string, whose size is its length.</param>
    public static string? Member(string name, bool isText) =>
        !Members.TryGetValue(name, out var form) ? null : isText && form == "{}?size" ? "{}?length" : form;
}
