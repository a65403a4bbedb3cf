using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>How the markup formats write the characters that mean something to them.</summary>
internal static class MarkupEscaping
{
    public static string Html(string text) => Replace(text, static c => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => null,
    });

    public static string Xml(string text) => Replace(text, static c => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\'' => "&apos;",
        _ => null,
    });

    public static string Rtf(string text) => Replace(text, static c => c switch
    {
        '\\' => @"\\",
        '{' => @"\{",
        '}' => @"\}",
        _ => null,
    });

    private static string Replace(string text, Func<char, string?> replacement)
    {
        StringBuilder? escaped = null;
        var copied = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (replacement(text[i]) is { } entity)
            {
                escaped ??= new StringBuilder(text.Length + 16);
                escaped.Append(text, copied, i - copied).Append(entity);
                copied = i + 1;
            }
        }

        return escaped is null ? text : escaped.Append(text, copied, text.Length - copied).ToString();
    }
}
