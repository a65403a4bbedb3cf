using System.Globalization;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.Tests.Text;

/// <summary>What this library's matcher finds, written as the Java programs beside the tests write what the JDK finds.</summary>
internal static class MatcherRun
{
    private const long MostSteps = 10_000;

    /// <summary>The match of the whole text, the match at its start, all matches, the first from the middle on.</summary>
    internal static string Of(string pattern, string text)
    {
        try
        {
            var regex = new JavaRegex(pattern, JavaRegexFlags.None);
            var whole = New(regex, text);
            var atStart = New(regex, text);
            var all = New(regex, text);
            var later = New(regex, text);
            var found = $"{(whole.Matches() ? Bounds(whole) : "-")};{(atStart.LookingAt() ? Bounds(atStart) : "-")};";
            while (all.Find())
            {
                found += Bounds(all) + " ";
            }

            return $"{found};{(later.Find(text.Length / 2) ? Bounds(later) : "-")}";
        }
        catch (JavaRegexSyntaxException)
        {
            return "refused";
        }
        catch (StepsExceededException)
        {
            return "limit";
        }
    }

    internal static JavaMatcher New(JavaRegex regex, string text) => regex.Matcher(text, new CountedBudget(MostSteps));

    private static string Bounds(JavaMatcher matcher) => string.Join(',', Enumerable.Range(0, matcher.GroupCount + 1)
        .Select(matcher.Bounds).Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Start}-{group.End}")));
}

/// <summary>A budget of its own for a matcher.</summary>
internal sealed class CountedBudget(long steps) : MatchBudget
{
    internal long Spent { get; private set; }

    protected override void Charge(long charged)
    {
        Spent += charged;
        if (Spent > steps)
        {
            throw new StepsExceededException();
        }
    }

    internal override Exception TooManyAlternatives() => new StepsExceededException();
}

internal sealed class StepsExceededException : Exception;
