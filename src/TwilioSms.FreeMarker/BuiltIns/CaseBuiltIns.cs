using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker;

/// <summary>Built-ins of upper and lower case.</summary>
internal static class CaseBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("upper_case", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) =>
            CaseMapping.ToUpper(call.Text, call.Environment.Settings.Locale)),
        BuiltIn.Of("lower_case", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) =>
            CaseMapping.ToLower(call.Text, call.Environment.Settings.Locale)),
        BuiltIn.Of("c_upper_case", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => CaseMapping.ToUpper(call.Text, Locale.Root)),
        BuiltIn.Of("c_lower_case", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => CaseMapping.ToLower(call.Text, Locale.Root)),
        BuiltIn.Of("cap_first", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) =>
            WithFirst(call.Text, static first => CaseMapping.ToUpper(first, Locale.Root))),
        BuiltIn.Of("uncap_first", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) =>
            WithFirst(call.Text, static first => CaseMapping.ToLower(first, Locale.Root))),
        BuiltIn.Of("capitalize", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => Capitalize(call.Text)),
    ];

    /// <summary>The text with its first character changed that is no white space.</summary>
    private static string WithFirst(string text, Func<string, string> change)
    {
        int first = 0;
        while (first < text.Length && IsWhiteSpace(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        // Java changes this one character by itself: one that becomes several, such as a ligature, stays.
        var changed = change(text[first].ToString());
        return changed.Length == 1 ? text.Remove(first) + changed + text.Remove(0, first + 1) : text;
    }

    private static string Capitalize(string text)
    {
        var words = new System.Text.StringBuilder(text.Length + 4);
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            while (i < text.Length && text[i] is not (' ' or '\t' or '\r' or '\n'))
            {
                i++;
            }

            if (i > start)
            {
                words.Append(CaseMapping.ToUpper(text.Substring(start, 1), Locale.Root));
                words.Append(CaseMapping.ToLower(text.Substring(start + 1, i - start - 1), Locale.Root));
            }
            else
            {
                words.Append(text[i++]);
            }
        }

        return words.ToString();
    }

    /// <summary>White space as Java's Character.isWhitespace sees it: without the no-break spaces, with the information separators.</summary>
    internal static bool IsWhiteSpace(char c) =>
        c is (>= '\t' and <= '\r') or (>= '\u001C' and <= ' ')
        || (c >= '\u1680' && c is not ('\u2007' or '\u202F') && char.IsWhiteSpace(c));
}
