using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Text.Collation;
using TwilioSms.FreeMarker.Text.Regex;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>What comparing and matching strings needs. Both take time to make, so they outlast a rendering.</summary>
internal sealed class TextServices(SettingsInForce settings, Budget budget, Position position)
{
    private const int RegexesKept = 64;

    private Collator? collator;
    private Locale? collatorLocale;
    private JavaRegexCache? regexes;
    private RegexBudget? regexBudget;

    /// <summary>The collator of the locale in force.</summary>
    public Collator Collator
    {
        get
        {
            if (collator is null || !settings.Current.Locale.Equals(collatorLocale))
            {
                collator = Collator.For(settings.Current.Locale);
                collatorLocale = settings.Current.Locale;
            }

            return collator;
        }
    }

    /// <summary>Forgets what one rendering must not pass on to the next.</summary>
    public void Reset() => regexBudget?.Reset();

    /// <summary>The regular expression of a pattern in Java's syntax; a malformed one is an error of the running element.</summary>
    public JavaRegex Regex(string pattern, JavaRegexFlags flags, Node at)
    {
        budget.Charge(1 + pattern.Length, at);
        regexes ??= new JavaRegexCache(RegexesKept);
        try
        {
            return regexes.Get(pattern, flags);
        }
        catch (JavaRegexSyntaxException e)
        {
            throw position.ErrorAtElement($"The regular expression is malformed. {ComputedText.Mark(e.Message)}.", e);
        }
    }

    /// <summary>What matches a text, at the cost of this rendering.</summary>
    public JavaMatcher Matcher(JavaRegex regex, string text, Node at)
    {
        budget.Charge(1, at);
        regexBudget ??= new RegexBudget(budget, position);
        regexBudget.At = at;
        return regex.Matcher(text, regexBudget);
    }

    private sealed class RegexBudget(Budget budget, Position position) : MatchBudget
    {
        internal Node At { get; set; } = null!;

        protected override void Charge(long steps) => budget.Charge(steps, At);

        internal override Exception TooManyAlternatives() => position.Error(
            TemplateRenderFailure.LimitExceeded,
            "The regular expression leaves open too many ways to match this text. Let its repetitions overlap less, or make them possessive.", At);
    }
}
