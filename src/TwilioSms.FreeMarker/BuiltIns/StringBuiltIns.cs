using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that look into strings and cut, pad and trim them.</summary>
internal static class StringBuiltIns
{
    private static readonly char[] LineBreaks = ['\r', '\n'];

    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("length", BuiltInTarget.Text, BuiltInCost.Constant, static (in call) => Value.From(call.Text.Length)),
        BuiltIn.Of("trim", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => Trim(call.Text)),
        BuiltIn.Of("chop_linebreak", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => ChopLineBreak(call.Text)),
        BuiltIn.Of("word_list", BuiltInTarget.Text, BuiltInCost.Own, static (in call) => WordList(call)),
        BuiltIn.Method("contains", BuiltInTarget.Text, 1, 1, BuiltInCost.Own, static (in call) =>
            call.Text.IndexOf(call.SearchedArgument(0), StringComparison.Ordinal) >= 0),
        BuiltIn.Method("starts_with", BuiltInTarget.Text, 1, 1, BuiltInCost.Reading, static (in call) =>
            call.Text.StartsWith(call.TextArgument(0), StringComparison.Ordinal)),
        BuiltIn.Method("ends_with", BuiltInTarget.Text, 1, 1, BuiltInCost.Reading, static (in call) =>
            call.Text.EndsWith(call.TextArgument(0), StringComparison.Ordinal)),
        BuiltIn.Method("index_of", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) => IndexOf(call)),
        BuiltIn.Method("last_index_of", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) => LastIndexOf(call)),
        BuiltIn.Method("substring", BuiltInTarget.Text, 1, 2, BuiltInCost.Reading, static (in call) => Substring(call)),
        BuiltIn.Method("remove_beginning", BuiltInTarget.Text, 1, 1, BuiltInCost.Reading, static (in call) =>
            call.TextArgument(0) is var beginning && call.Text.StartsWith(beginning, StringComparison.Ordinal)
                ? call.Text.Substring(beginning.Length)
                : call.Text),
        BuiltIn.Method("remove_ending", BuiltInTarget.Text, 1, 1, BuiltInCost.Reading, static (in call) =>
            call.TextArgument(0) is var ending && call.Text.EndsWith(ending, StringComparison.Ordinal)
                ? call.Text.Substring(0, call.Text.Length - ending.Length)
                : call.Text),
        BuiltIn.Method("left_pad", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) => Pad(call, left: true)),
        BuiltIn.Method("right_pad", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) => Pad(call, left: false)),
        BuiltIn.Of("boolean", BuiltInTarget.Text, BuiltInCost.Constant, static (in call) => Boolean(call)),
    ];

    /// <summary>Without the characters up to the space at either end, as Java trims.</summary>
    public static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    private static string ChopLineBreak(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 2)
        : text.Length > 0 && Array.IndexOf(LineBreaks, text[text.Length - 1]) >= 0 ? text.Substring(0, text.Length - 1)
        : text;

    private static Value WordList(in BuiltInCall call)
    {
        string text = call.Text;
        call.Environment.Budget.ChargeReading(text.Length, call.Node);
        var words = new List<Value>();
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isSpace = i == text.Length || text[i] is ' ' or '\t' or '\n' or '\r' or '\f';
            if (!isSpace && start < 0)
            {
                start = i;
            }
            else if (isSpace && start >= 0)
            {
                call.Environment.Budget.ChargeCollection(words.Count + 1, 1, call.Node);
                words.Add(text.Substring(start, i - start));
                start = -1;
            }
        }

        return Value.FromObject(new ListSequence(words));
    }

    private static Value IndexOf(in BuiltInCall call)
    {
        string text = call.Text;
        string searched = call.SearchedArgument(0);
        int start = call.Count > 1 ? Math.Min(Math.Max(call.WholeArgument(1), 0), text.Length) : 0;
        return Value.From(text.IndexOf(searched, start, StringComparison.Ordinal));
    }

    private static Value LastIndexOf(in BuiltInCall call)
    {
        string text = call.Text;
        string searched = call.SearchedArgument(0);
        int start = Math.Min(call.Count > 1 ? call.WholeArgument(1) : text.Length, text.Length - searched.Length);
        while (start >= 0 && string.CompareOrdinal(text, start, searched, 0, searched.Length) != 0)
        {
            start--;
        }

        return Value.From(Math.Max(start, -1));
    }

    private static Value Substring(in BuiltInCall call)
    {
        string text = call.Text;
        int start = call.WholeArgument(0);
        int end = call.Count > 1 ? call.WholeArgument(1) : text.Length;
        return start < 0 || end < 0 || start > text.Length || end > text.Length
            ? throw call.Error(FormattableString.Invariant($"The range {ComputedText.Mark(start)} to {ComputedText.Mark(end)} is not within the string, which has {text.Length} characters."))
            : start > end
            ? throw call.Error(FormattableString.Invariant($"The start {ComputedText.Mark(start)} lies after the end {ComputedText.Mark(end)}."))
            : text.Substring(start, end - start);
    }

    private static Value Pad(in BuiltInCall call, bool left)
    {
        string text = call.Text;
        int width = call.WholeArgument(0);
        string filling = call.OptionalTextArgument(1) ?? " ";
        if (width <= text.Length)
        {
            return text;
        }

        if (filling.Length == 0)
        {
            throw call.Error("The string to pad with must not be empty.");
        }

        call.Environment.Budget.ChargeString(width, call.Node);
        char[] padded = new char[width];
        int start = left ? width - text.Length : 0;
        text.CopyTo(0, padded, start, text.Length);

        // The pattern keeps its phase with the whole: on the right it goes on as if it had started under the text.
        for (int i = left ? 0 : text.Length; i < (left ? start : width); i++)
        {
            padded[i] = filling[i % filling.Length];
        }

        return new string(padded);
    }

    private static Value Boolean(in BuiltInCall call)
    {
        string text = call.Text;
        if (text is "true" or "false")
        {
            return text == "true";
        }

        string format = call.Environment.Settings.BooleanFormat;
        int comma = format.IndexOf(',');
        return comma >= 0 && text == format.Substring(0, comma) ? true
            : comma >= 0 && text == format.Substring(comma + 1) ? (Value)false
            : throw call.Environment.Errors.At("The string is neither 'true' nor 'false', nor one of the two words of boolean_format.", call.Node);
    }
}
