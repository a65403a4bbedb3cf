using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that keep what lies before or after something, or see to it that a string starts or ends with it.</summary>
internal static class StringPartBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Method("keep_before", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) =>
            Find(call, last: false) is { } part ? call.Slice(0, part.Start) : call.Text),
        BuiltIn.Method("keep_before_last", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) =>
            Find(call, last: true) is { } part ? call.Slice(0, part.Start) : call.Text),
        BuiltIn.Method("keep_after", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) =>
            Find(call, last: false) is { } part ? call.Slice(part.End, call.Text.Length) : string.Empty),
        BuiltIn.Method("keep_after_last", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) =>
            Find(call, last: true) is { } part ? call.Slice(part.End, call.Text.Length) : string.Empty),
        BuiltIn.Method("ensure_starts_with", BuiltInTarget.Text, 1, 3, BuiltInCost.Reading, static (in call) => EnsureStartsWith(call)),
        BuiltIn.Method("ensure_ends_with", BuiltInTarget.Text, 1, 1, BuiltInCost.Reading, static (in call) =>
            call.TextArgument(0) is var ending && call.Text.EndsWith(ending, StringComparison.Ordinal) ? call.Text : Concatenate(call, call.Text, ending)),
    ];

    private static (int Start, int End)? Find(in BuiltInCall call, bool last)
    {
        string text = call.Text;
        string searched = call.SearchedArgument(0);
        int length = searched.Length;
        var flags = call.Flags(1);
        flags.RequireRegexFor(call);
        if (flags.IsRegex)
        {
            return FindRegex(call, searched, flags.ForRegex, last);
        }

        if (flags.IgnoresCase)
        {
            text = CaseMapping.ToLower(text, Locale.Root);
            searched = CaseMapping.ToLower(searched, Locale.Root);
        }

        int found = !last ? text.IndexOf(searched, StringComparison.Ordinal)
            : searched.Length == 0 ? text.Length
            : text.LastIndexOf(searched, StringComparison.Ordinal);

        return found < 0 ? null : (found, found + length);
    }

    private static (int Start, int End)? FindRegex(in BuiltInCall call, string pattern, JavaRegexFlags flags, bool last)
    {
        if (last && pattern.Length == 0)
        {
            return (call.Text.Length, call.Text.Length);
        }

        JavaRegex regex = call.Environment.Texts.Regex(pattern, flags, call.Node);
        JavaMatcher matcher = call.Environment.Texts.Matcher(regex, call.Text, call.Node);
        (int Start, int End)? found = null;
        int start = 0;
        while (start <= call.Text.Length && matcher.Find(start))
        {
            found = (matcher.Start, matcher.End);
            if (!last)
            {
                return found;
            }

            start = matcher.Start + 1;
        }

        // Apache FreeMarker goes on searching one character after the match it has found, which then is none of the text's.
        return start <= call.Text.Length ? found : throw call.Environment.Errors.At(
            $"?{call.BuiltIn.Name}: the last match of the regular expression is the empty text at the end. Let it match a character at least.", call.Node);
    }

    private static Value EnsureStartsWith(in BuiltInCall call)
    {
        string text = call.Text;
        string beginning = call.TextArgument(0);
        if (call.Count == 1)
        {
            return text.StartsWith(beginning, StringComparison.Ordinal) ? text : Concatenate(call, beginning, text);
        }

        string added = call.TextArgument(1);
        var flags = call.Flags(2, otherwise: "r");
        flags.RequireRegexFor(call);
        bool starts = flags.IsRegex
            ? call.Environment.Texts.Matcher(call.Environment.Texts.Regex(beginning, flags.ForRegex, call.Node), text, call.Node).LookingAt()
            : flags.IgnoresCase
            ? CaseMapping.ToLower(text, Locale.Root).StartsWith(CaseMapping.ToLower(beginning, Locale.Root), StringComparison.Ordinal)
            : text.StartsWith(beginning, StringComparison.Ordinal);
        return starts ? text : Concatenate(call, added, text);
    }

    private static string Concatenate(in BuiltInCall call, string left, string right)
    {
        call.Environment.Budget.ChargeString((long)left.Length + right.Length, call.Node);
        return left + right;
    }
}
