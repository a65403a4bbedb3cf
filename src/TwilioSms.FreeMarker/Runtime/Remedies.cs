using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>What can be written instead of an expression that fails.</summary>
internal static class Remedies
{
    /// <summary>What makes a value what is expected.</summary>
    public static (string Looks, Advice? Advice) For(TemplateSource source, Expression at, string expected, Value actual)
    {
        var text = actual.IsString && actual.Kind == ValueKind.String ? actual.AsString() : null;
        return expected switch
        {
            "a number" when text is not null && LooksLikeNumber(text) => (" that looks like a number", at.Advise(source, "{}?number")),
            "a number" when actual.IsBoolean => (string.Empty, at.Advise(source, "{}?then(1, 0)")),
            _ when expected.StartsWith("a date", StringComparison.Ordinal) && text is not null && DateFormOf(text) is { } form =>
                (" that looks like a date", at.Advise(source, "{}" + form)),
            "a boolean" when Greater(source, at) is { } greater => (string.Empty, greater),
            "a boolean" when text is "true" or "false" => (" that says so", at.Advise(source, "{}?boolean")),
            "a boolean" when actual.IsNumber => (string.Empty, at.Advise(source, "({} != 0)")),
            "a boolean" => (string.Empty, at.Advise(source, "{}?has_content")),
            _ when expected.StartsWith("a string or something that can be printed", StringComparison.Ordinal) && actual.Object is ISequence =>
                (string.Empty, at.Advise(source, "{}?join(\", \")")),
            _ when expected.StartsWith("a string or something that can be printed", StringComparison.Ordinal) && actual.Object is IExtendedHash =>
                (string.Empty, at.Advise(source, "{}?keys?join(\", \")")),
            _ when expected.StartsWith("a sequence", StringComparison.Ordinal) && text is not null => (string.Empty, at.Advise(source, "{}?split(\",\")", "[{}]")),
            _ when expected.StartsWith("a sequence", StringComparison.Ordinal) && actual.Object is IExtendedHash => (string.Empty, at.Advise(source, "{}?keys", "{}?values")),
            "a hash" when text?.StartsWith('{') == true => (" that looks like JSON", at.Advise(source, "{}?eval_json")),
            _ => (string.Empty, null),
        };
    }

    /// <summary>A name with a minus in it that was read as a difference: <c>total-price</c>.</summary>
    public static Advice? HyphenatedName(TemplateSource source, Expression at)
    {
        if ((at.VariableName is null && at.Member is null) || source.IsInString(at.Start))
        {
            return null;
        }

        var text = source.Text;
        var (start, end) = (at.Start, at.End);
        while (start > 1 && text[start - 1] == '-' && IsNameCharacter(text[start - 2]))
        {
            for (start--; start > 0 && (IsNameCharacter(text[start - 1]) || text[start - 1] == '.'); start--)
            {
            }
        }

        while (end + 1 < text.Length && text[end] == '-' && UnicodeData.IsLetter(text[end + 1]))
        {
            for (end++; end < text.Length && IsNameCharacter(text[end]); end++)
            {
            }
        }

        if (end - start == at.End - at.Start)
        {
            return null;
        }

        var whole = text.Substring(start, end - start);
        var dot = whole.LastIndexOf('.');
        return new Advice(source.SourceName, start, end, [dot < 0 ? $".vars[\"{whole}\"]" : $"{whole.Substring(0, dot)}[\"{whole.Substring(dot + 1)}\"]"]);

        static bool IsNameCharacter(char c) => UnicodeData.IsLetterOrDigit(c) || c == '_';
    }

    /// <summary>Whether a text could be made a number.</summary>
    public static bool LooksLikeNumber(string text) => text.Length is > 0 and < 40 && Number.TryParse(text.Trim().AsSpan(), out _);

    /// <summary>A comparison that its <c>&gt;</c> has cut off: <c>&lt;#if x &gt; 5&gt;</c>.</summary>
    private static Advice? Greater(TemplateSource source, Expression at)
    {
        var rest = source.Text.AsSpan(Math.Min(at.End, source.Text.Length));
        var close = rest.IndexOf('>');
        if (source.IsInString(at.Start) || close < 0 || !rest.Slice(0, close).IsWhiteSpace())
        {
            return null;
        }

        rest = rest.Slice(close + 1);
        var end = rest.IndexOf('>');
        var other = end < 0 ? default : rest.Slice(0, end).Trim();
        var comparison = other.StartsWith("=".AsSpan()) ? "gte" : "gt";
        other = comparison == "gte" ? other.Slice(1).Trim() : other;
        return other.Length is > 0 and <= 20 && other.IndexOfAny("<\r\n${".AsSpan()) < 0 && (other[0] is >= '0' and <= '9' || other.IndexOf(' ') < 0)
            ? new Advice(source.SourceName, at.Start, at.End + close + 1 + end, [$"{source.TextBetween(at.Start, at.End)} {comparison} {other.ToString()}"])
            : null;
    }

    /// <summary>The built-in that reads a text which looks like a date.</summary>
    private static string? DateFormOf(string text)
    {
        const int LongestDate = 40;
        if (text.Length is < 5 or > LongestDate)
        {
            return null;
        }

        var shape = new string(Array.ConvertAll(text.ToCharArray(), static c => c is >= '0' and <= '9' ? '0' : c));
        return shape switch
        {
            "0000-00-00" => "?date(\"yyyy-MM-dd\")",
            "00.00.0000" => "?date(\"dd.MM.yyyy\")",
            "00/00/0000" => "?date(\"MM/dd/yyyy\")",
            "00:00" => "?time(\"HH:mm\")",
            "00:00:00" => "?time(\"HH:mm:ss\")",
            "0000-00-00 00:00" => "?datetime(\"yyyy-MM-dd HH:mm\")",
            "0000-00-00 00:00:00" => "?datetime(\"yyyy-MM-dd HH:mm:ss\")",
            _ when shape.StartsWith("0000-00-00T00:00", StringComparison.Ordinal) => "?datetime.iso",
            _ => null,
        };
    }
}
