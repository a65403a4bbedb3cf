using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Text.Collation;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker;

// What comparing and matching strings needs. Both take time to make, so they outlast a rendering.
internal sealed partial class Environment
{
    private const int RegexesKept = 64;

    // A millisecond of reading a pattern or matching costs as much as this many steps, so that no template can buy hours with its steps.
    private const int StepsPerRegexMillisecond = 100;

    /// <summary>Characters of an expression as .NET writes it that are built in one step.</summary>
    private const int BuiltPerStep = 16;

    private Collator? collator;
    private Locale? collatorLocale;
    private JavaRegexCache? regexes;
    private TimeSpan regexTime;

    /// <summary>The collator of the locale in force.</summary>
    public Collator Collator
    {
        get
        {
            if (collator is null || !Settings.Locale.Equals(collatorLocale))
            {
                collator = Collator.For(Settings.Locale);
                collatorLocale = Settings.Locale;
            }

            return collator;
        }
    }

    /// <summary>The regular expression of a pattern in Java's syntax; a malformed one is an error of the running element.</summary>
    public JavaRegex Regex(string pattern, JavaRegexFlags flags, Node at)
    {
        if (regexes is null || regexTime != Limits.RegexTime)
        {
            regexTime = Limits.RegexTime;
            regexes = new JavaRegexCache(RegexesKept, regexTime);
        }

        Charge(1 + pattern.Length, at);
        var started = Clock.GetTimestamp();
        try
        {
            return regexes.Get(pattern, flags);
        }
        catch (JavaRegexSyntaxException e)
        {
            throw ErrorAtElement($"The regular expression is malformed. {e.Message}.", e);
        }
        finally
        {
            ChargeTime(started, at);
        }
    }

    /// <summary>The first match from <paramref name="start"/> on; without one, a failed match.</summary>
    public Match Match(JavaRegex regex, string text, RegexMode mode, Node at, int start = 0) => Match(regex, text, mode, start, null, at);

    /// <summary>The match after <paramref name="previous"/>, found as Java's <c>find</c> does.</summary>
    public Match NextMatch(JavaRegex regex, string text, Match previous, Node at) => Match(regex, text, RegexMode.Find, 0, previous, at);

    private Match Match(JavaRegex regex, string text, RegexMode mode, int start, Match? previous, Node at)
    {
        Charge(1, at);
        long started = Clock.GetTimestamp();
        Match match;
        try
        {
            if (previous is null)
            {
                Charge(regex.LengthToBuild(text, mode) / BuiltPerStep, at);
            }

            match = previous is null ? regex.Match(text, mode, start) : previous.NextMatch();
        }
        catch (JavaRegexSyntaxException e)
        {
            throw ErrorAtElement($"The regular expression cannot be used. {e.Message}.", e);
        }
        catch (RegexMatchTimeoutException)
        {
            throw LimitReached(nameof(TemplateLimits.RegexTime), (long)Limits.RegexTime.TotalMilliseconds, "milliseconds for one regular expression", at);
        }

        if (match.Success && match.Index + match.Length > text.Length)
        {
            // .NET loses count in a lazy repetition of what may be empty inside another repetition: ([a-z]+([0-9]*)+?)*
            throw Error("The regular expression repeats what repeats nothing. Write its innermost repetitions so that each matches a character at least.", at);
        }

        int read = (match.Success ? match.Index + match.Length : text.Length) - (previous?.Index ?? start);
        ChargeReading(Math.Max(read, 0), at);
        ChargeTime(started, at);
        return match;
    }

    private void ChargeTime(long started, Node at) =>
        Charge((long)(Clock.GetElapsedTime(started).TotalMilliseconds * StepsPerRegexMillisecond), at);
}
