using System.Text;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that escape strings for markup and for string literals of other languages.</summary>
internal static class EscapingBuiltIns
{
    private const string Hexadecimal = "0123456789ABCDEF";

    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("html", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Html(text[i]))),
        BuiltIn.Of("web_safe", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Html(text[i]))),
        BuiltIn.Of("xhtml", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Html(text[i]))),
        BuiltIn.Of("xml", BuiltInTarget.Text, BuiltInCost.Own, static (in call) =>
            Escape(call, call.Text, static (text, i) => text[i] == '\'' ? "&apos;" : Html(text[i]))),
        BuiltIn.Of("rtf", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Rtf(text[i]))),
        BuiltIn.Of("js_string", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Script(text, i, json: false))),
        BuiltIn.Of("json_string", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Script(text, i, json: true))),
        BuiltIn.Of("j_string", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => Escape(call, call.Text, static (text, i) => Java(text[i]))),
    ];

    /// <summary>The text as the literal that <c>?c</c> prints: in quotation marks, but for XML Schema, which has none.</summary>
    public static string Quote(in BuiltInCall call, string text, TemplateCFormat format)
    {
        if (format == TemplateCFormat.Xs)
        {
            return text;
        }

        call.Environment.Budget.ChargeString(text.Length + 2L, call.Node);
        var quoted = $"\"{text}\"";
        return format switch
        {
            TemplateCFormat.Java => Escape(call, quoted, static (text, i) => IsEnd(text, i) ? null : Java(text[i])),
            TemplateCFormat.JavaScript => Escape(call, quoted, static (text, i) => IsEnd(text, i) || text[i] == '\'' ? null : Script(text, i, json: false)),
            _ => Escape(call, quoted, static (text, i) => IsEnd(text, i) ? null : Script(text, i, json: true)),
        };

        static bool IsEnd(string text, int i) => i == 0 || i == text.Length - 1;
    }

    /// <summary>Replaces the characters for which there is an escape; the length is known before anything is made.</summary>
    private static string Escape(in BuiltInCall call, string text, Func<string, int, string?> escape)
    {
        call.Environment.Budget.ChargeReading(text.Length, call.Node);
        long length = text.Length;
        for (int i = 0; i < text.Length; i++)
        {
            length += (escape(text, i)?.Length ?? 1) - 1;
        }

        if (length == text.Length)
        {
            return text;
        }

        call.Environment.Budget.ChargeString(length, call.Node);
        var escaped = new StringBuilder((int)length);
        for (int i = 0; i < text.Length; i++)
        {
            if (escape(text, i) is { } replacement)
            {
                escaped.Append(replacement);
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return escaped.ToString();
    }

    private static string? Html(char c) => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => null,
    };

    private static string? Rtf(char c) => c switch
    {
        '\\' => @"\\",
        '{' => @"\{",
        '}' => @"\}",
        _ => null,
    };

    private static string? Java(char c) => Control(c) ?? c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        < ' ' => @"\u00" + Digit(c >> 4) + char.ToLowerInvariant(Digit(c & 0xF)),
        _ => null,
    };

    /// <summary>JavaScript or JSON, safe inside a script element too: neither a closing tag nor a comment or CDATA section can arise.</summary>
    private static string? Script(string text, int i, bool json)
    {
        char c = text[i];
        return Control(c) ?? c switch
        {
            '"' => "\\\"",
            '\'' => json ? null : @"\'",
            '\\' => @"\\",
            '/' => i == 0 || text[i - 1] == '<' ? @"\/" : null,
            '>' => !MayEndSection(text, i) ? null : json ? Code(c, json) : @"\>",
            '<' => i + 1 == text.Length || text[i + 1] is '!' or '?' ? Code(c, json) : null,
            < ' ' or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' => Code(c, json),
            _ => null,
        };
    }

    /// <summary>Whether a CDATA section or a comment may end here, counting what could come before the string.</summary>
    private static bool MayEndSection(string text, int i) =>
        i == 0 || (text[i - 1] is ']' or '-' && (i == 1 || text[i - 2] == text[i - 1]));

    private static string? Control(char c) => c switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        '\b' => @"\b",
        '\f' => @"\f",
        _ => null,
    };

    private static string Code(char c, bool json) =>
        json || c > 0xFF
            ? string.Concat(@"\u", new string([Digit(c >> 12), Digit((c >> 8) & 0xF)]), new string([Digit((c >> 4) & 0xF), Digit(c & 0xF)]))
            : @"\x" + new string([Digit(c >> 4), Digit(c & 0xF)]);

    private static char Digit(int value) => Hexadecimal[value];
}
