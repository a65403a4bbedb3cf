using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.BuiltIns;

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
            WithFirst(call.Text, UnicodeData.ToUpper)),
        BuiltIn.Of("uncap_first", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) =>
            WithFirst(call.Text, UnicodeData.ToLower)),
        BuiltIn.Of("capitalize", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => Capitalize(call.Text)),
    ];

    /// <summary>
    /// The text with its first character changed that is no white space: by itself, as Java does it. One that would become several,
    /// such as a ligature, stays, and one of two UTF-16 units does too.
    /// </summary>
    private static string WithFirst(string text, Func<int, int> change)
    {
        int first = 0;
        while (first < text.Length && Whitespace.Is(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        return text.Remove(first) + (char)change(text[first]) + text.Remove(0, first + 1);
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
}
