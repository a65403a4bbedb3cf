using System.Text;

namespace TwilioSms.FreeMarker.Errors;

/// <summary>Marks the parts of an error's text that a template has computed, so that they can be left out: they may be data, and messages of
/// exceptions are logged.</summary>
internal static class ComputedText
{
    private const char Start = '\uFDD0';
    private const char End = '\uFDD1';
    private const string Hidden = "...";

    /// <summary>Marks a text. Of its own marks it is rid, so that it cannot end early.</summary>
    public static string Mark(string? text) => Start + Show(text ?? string.Empty) + End;

    /// <summary>Marks a number.</summary>
    public static string Mark(long number) => Mark(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The text without what is marked.</summary>
    public static string Hide(string text)
    {
        if (text.IndexOf(Start) < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Start)
            {
                shown.Append(Hidden);
                i = text.IndexOf(End, i) is var end and >= 0 ? end : text.Length;
            }
            else
            {
                shown.Append(text[i]);
            }
        }

        return shown.ToString();
    }

    /// <summary>The text with what is marked, without the marks.</summary>
    public static string Show(string text) =>
        text.IndexOf(Start) < 0 && text.IndexOf(End) < 0 ? text : string.Concat(text.Where(static c => c is not (Start or End)));
}
