using System.Text;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>?replace and ?split, by plain strings and by regular expressions. Their arguments are printed as <c>${}</c> does.</summary>
internal static class ReplaceBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Method("replace", BuiltInTarget.Text, 2, 3, BuiltInCost.Own, static (in call) => Replace(call)).WithTexts(),
        BuiltIn.Method("split", BuiltInTarget.Text, 1, 2, BuiltInCost.Own, static (in call) => Split(call)).WithTexts(),
    ];

    private static Value Replace(in BuiltInCall call)
    {
        string searched = call.TextArgument(0);
        string replacement = call.TextArgument(1);
        var flags = call.Flags(2);
        call.Environment.Budget.ChargeSearch(call.Text, searched, call.Node);
        return flags.IsRegex ? ReplaceRegex(call, searched, replacement, flags)
            : searched.Length == 0 ? Interleave(call, replacement, flags.FirstOnly)
            : ReplacePlain(call, searched, replacement, flags);
    }

    private static string ReplacePlain(in BuiltInCall call, string searched, string replacement, RegexFlags flags)
    {
        string text = call.Text;
        string haystack = flags.IgnoresCase ? CaseMapping.ToLower(text, Locale.Root) : text;
        string needle = flags.IgnoresCase ? CaseMapping.ToLower(searched, Locale.Root) : searched;
        int found = haystack.IndexOf(needle, StringComparison.Ordinal);
        if (found < 0)
        {
            return text;
        }

        var result = new LimitedText(call.Environment.Budget, call.Node);
        int copied = 0;
        while (found >= 0)
        {
            result.Append(call.Slice(copied, found));
            result.Append(replacement);
            copied = found + searched.Length;
            found = flags.FirstOnly ? -1 : haystack.IndexOf(needle, copied, StringComparison.Ordinal);
        }

        result.Append(call.Slice(copied, text.Length));
        return result.ToString();
    }

    /// <summary>Replaces the empty string, which is found before every character and at the end.</summary>
    private static string Interleave(in BuiltInCall call, string replacement, bool firstOnly)
    {
        string text = call.Text;
        long copies = firstOnly ? 1 : text.Length + 1L;
        call.Environment.Budget.ChargeString(text.Length + copies * replacement.Length, call.Node);
        if (firstOnly)
        {
            return replacement + text;
        }

        var result = new StringBuilder(replacement);
        foreach (char c in text)
        {
            result.Append(c).Append(replacement);
        }

        return result.ToString();
    }

    private static string ReplaceRegex(in BuiltInCall call, string pattern, string replacement, RegexFlags flags)
    {
        string text = call.Text;
        Environment environment = call.Environment;
        JavaRegex regex = environment.Texts.Regex(pattern, flags.ForRegex, call.Node);
        JavaMatcher matcher = environment.Texts.Matcher(regex, text, call.Node);
        if (!matcher.Find())
        {
            return text; // Java does not look at the replacement then
        }

        JavaReplacement parsed = ParseReplacement(call, replacement, regex);
        var result = new StringBuilder();
        int copied = 0;
        do
        {
            int added = matcher.Start - copied + parsed.LengthFor(matcher);
            environment.Budget.ChargeString((long)result.Length + added, added, call.Node);
            result.Append(text, copied, matcher.Start - copied);
            parsed.AppendTo(result, text, matcher);
            copied = matcher.End;
        }
        while (!flags.FirstOnly && matcher.Find());

        environment.Budget.ChargeString((long)result.Length + text.Length - copied, text.Length - copied, call.Node);
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private static JavaReplacement ParseReplacement(in BuiltInCall call, string replacement, JavaRegex regex)
    {
        try
        {
            return JavaReplacement.Parse(replacement, regex);
        }
        catch (JavaRegexSyntaxException e)
        {
            throw call.Environment.Errors.At(TemplateRenderFailure.Other, $"?replace: {ComputedText.Mark(e.Message)}.", call.Node, e);
        }
    }

    private static Value Split(in BuiltInCall call)
    {
        string separator = call.TextArgument(0);
        var flags = call.Flags(1);
        call.Environment.Budget.ChargeSearch(call.Text, separator, call.Node);
        var parts = new List<Value>();
        if (flags.IsRegex)
        {
            SplitRegex(call, separator, flags, parts);
        }
        else if (separator.Length == 0)
        {
            call.Environment.Budget.ChargeCollection(call.Text.Length, call.Node);
            foreach (char c in call.Text)
            {
                parts.Add(c.ToString());
            }
        }
        else
        {
            SplitPlain(call, separator, flags, parts);
        }

        return Value.FromObject(new ListSequence(parts));
    }

    private static void SplitPlain(in BuiltInCall call, string separator, RegexFlags flags, List<Value> parts)
    {
        string text = call.Text;
        string haystack = flags.IgnoresCase ? CaseMapping.ToLower(text, Locale.Root) : text;
        string needle = flags.IgnoresCase ? CaseMapping.ToLower(separator, Locale.Root) : separator;
        int start = 0;
        for (int found = haystack.IndexOf(needle, StringComparison.Ordinal); found >= 0;)
        {
            Add(call, parts, call.Slice(start, found));
            start = found + separator.Length;
            found = haystack.IndexOf(needle, start, StringComparison.Ordinal);
        }

        if (start <= text.Length)
        {
            Add(call, parts, text.Substring(start));
        }
    }

    /// <summary>As Java splits: no empty part before a match of no width at the start, and no empty parts at the end.</summary>
    private static void SplitRegex(in BuiltInCall call, string pattern, RegexFlags flags, List<Value> parts)
    {
        string text = call.Text;
        Environment environment = call.Environment;
        JavaRegex regex = environment.Texts.Regex(pattern, flags.ForRegex, call.Node);
        int start = 0;
        bool matched = false;
        JavaMatcher matcher = environment.Texts.Matcher(regex, text, call.Node);
        while (matcher.Find())
        {
            if (matcher.End > 0)
            {
                Add(call, parts, text.Substring(start, matcher.Start - start));
                start = matcher.End;
                matched = true;
            }
        }

        Add(call, parts, text.Substring(start));
        while (matched && parts.Count > 0 && parts[parts.Count - 1].AsString().Length == 0)
        {
            parts.RemoveAt(parts.Count - 1);
        }
    }

    private static void Add(in BuiltInCall call, List<Value> parts, string part)
    {
        call.Environment.Budget.ChargeCollection(parts.Count + 1, 1, call.Node);
        parts.Add(part);
    }
}
