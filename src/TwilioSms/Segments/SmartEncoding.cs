using System.Text;

namespace TwilioSms.Segments;

/// <summary>Twilio's smart encoding: look-alikes out of Unicode become characters of GSM-7.</summary>
/// <remarks>The characters are those of https://www.twilio.com/docs/messaging/services/smart-encoding-char-list and of Twilio's own
/// segment calculator (github.com/TwilioDevEd/message-segment-calculator). Twilio replaces nothing in a text that would still hold a
/// character outside GSM-7 (https://www.twilio.com/blog/copilot-just-got-even-smarter-announcing-smart-encoding-html).</remarks>
internal static class SmartEncoding
{
    // The full-width forms keep the order of ASCII, this far behind it. Twilio leaves the small letters among them alone.
    private const int FullWidthOffset = 0xFEE0;

    private static readonly Dictionary<char, string> Replacements = Read(
        ("\"", "\u00AB\u00BB\u201C\u201D\u201E\u201F\u02BA\u02EE\u275D\u275E\u301D\u301E"),
        ("'", "`\u00B4\u2018\u2019\u201B\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u0313\u0314\u275B\u275C\uFE10\uFE11"),
        ("/", "\u00F7\u0337\u0338\u2044\u2215\u29F8"),
        ("\\", "\u20E5\u29F5\u29F9\uFE68"),
        ("1/4", "\u00BC"),
        ("1/2", "\u00BD"),
        ("3/4", "\u00BE"),
        ("...", "\u2026"),
        ("!!", "\u203C"),
        ("_", "\u0332\u2017"),
        ("|", "\u20D2\u20D3\u2223\u239C\u239F\u23B8\u23B9\u23D0"),
        ("-", "\u2010\u2013\u2014\u2015\u2022\u2043\u23BC\u23BD\uFE63"),
        ("@", "\uFE6B"),
        ("$", "\uFE69"),
        ("!", "\u01C3\uFE15\uFE57"),
        ("#", "\uFE5F"),
        ("%", "\uFE6A"),
        ("&", "\uFE60"),
        (",", "\u0326\u201A\u3001\uFE50\uFE51\uFF64"),
        ("(", "\u2768\u276A\u27EE\u2985\uFE59"),
        (")", "\u2769\u276B\u27EF\u2986\uFE5A"),
        ("*", "\u204E\u2217\u229B\u2722\u2723\u2724\u2725\u2731\u2732\u2733\u273A\u273B\u273C\u273D\u2743\u2749\u274A\u274B\u29C6\uFE61"),
        ("+", "\u02D6\uFE62"),
        (".", "\u3002\uFE52\uFF61"),
        (":", "\u02D0\u02F8\u2982\uA789\uFE13"),
        (";", "\u204F\uFE14\uFE54"),
        ("<", "\u203A\uFE64"),
        (">", "\u2039\uFE65"),
        ("=", "\u0347\uA78A\uFE66"),
        ("?", "\uFE16\uFE56"),
        ("^", "\u02C6\u0302\u1DCD"),
        ("{", "\u2774\uFE5B"),
        ("}", "\u2775\uFE5C"),
        ("~", "\u02DC\u02F7\u0303\u0330\u0334\u223C"),
        ("A", "\u1D00"), ("B", "\u0299"), ("C", "\u1D04"), ("D", "\u1D05"), ("E", "\u1D07"), ("F", "\uA730"), ("G", "\u0262"),
        ("H", "\u029C"), ("I", "\u026A"), ("J", "\u1D0A"), ("K", "\u1D0B"), ("L", "\u029F"), ("M", "\u1D0D"), ("N", "\u0274"),
        ("O", "\u1D0F"), ("P", "\u1D18"), ("R", "\u0280"), ("S", "\uA731"), ("T", "\u1D1B"), ("U", "\u1D1C"), ("V", "\u1D20"),
        ("W", "\u1D21"), ("Y", "\u028F"), ("Z", "\u1D22"),
        (" ", "\u0080\u008D\u0090\u009B\u009F\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000"),
        ("       ", "\t"),
        (string.Empty, "\u0000\u0003\u0004\u0010\u0011\u0012\u0013\u0014\u0017\u0019\u200B\u2060\uFEFF"));

    /// <summary>Whether <paramref name="character"/> travels in GSM-7, replaced or as it is.</summary>
    public static bool Fits(char character) => Gsm7.Septets(character) > 0 || Replacements.ContainsKey(character);

    /// <summary>The text as Twilio sends it.</summary>
    public static string Apply(string text)
    {
        var first = Gsm7.IndexOfOther(text);
        if (first < 0 || !text.All(Fits))
        {
            return text;
        }

        var replaced = new StringBuilder(text, 0, first, text.Length);
        for (var i = first; i < text.Length; i++)
        {
            if (Replacements.TryGetValue(text[i], out var replacement))
            {
                replaced.Append(replacement);
            }
            else
            {
                replaced.Append(text[i]);
            }
        }

        return replaced.ToString();
    }

    private static Dictionary<char, string> Read(params (string Replacement, string Characters)[] groups)
    {
        var replacements = new Dictionary<char, string>();
        foreach (var (replacement, characters) in groups)
        {
            foreach (var character in characters)
            {
                replacements.Add(character, replacement);
            }
        }

        for (var ascii = '!'; ascii <= '~'; ascii++)
        {
            if (ascii is not (>= '`' and <= 'z'))
            {
                replacements.Add((char)(ascii + FullWidthOffset), ascii.ToString());
            }
        }

        return replacements;
    }
}
