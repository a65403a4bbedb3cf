using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text.Regex;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>The result of <c>?matches</c>: a boolean, whether the whole string matches, and a sequence of the matches found in it.</summary>
internal sealed class RegexMatches(Environment environment, JavaRegex regex, string text, Expression at) : IBooleanSource, ISequence, IIterable
{
    private JavaMatch? whole;
    private bool isWholeKnown;
    private List<Value>? found;

    /// <summary>The match of the whole string; null where there is none.</summary>
    public JavaMatch? Whole
    {
        get
        {
            if (!isWholeKnown)
            {
                JavaMatcher matcher = environment.Texts.Matcher(regex, text, at);
                whole = matcher.Matches() ? matcher.ToMatch() : null;
                isWholeKnown = true;
            }

            return whole;
        }
    }

    public int GroupCount => regex.GroupCount;

    public int Count => Found.Count;

    private List<Value> Found
    {
        get
        {
            if (found is null)
            {
                var matches = new List<Value>();
                JavaMatcher matcher = environment.Texts.Matcher(regex, text, at);
                while (matcher.Find())
                {
                    environment.Budget.ChargeCollection(matches.Count + 1, 1, at);
                    matches.Add(Value.FromObject(new RegexMatch(matcher.ToMatch(), GroupCount)));
                }

                found = matches;
            }

            return found;
        }
    }

    public Value this[int index] => Found[index];

    public bool GetBoolean() => Whole is not null;

    public IValueIterator Iterate() => new Iterator(Found);

    private sealed class Iterator(List<Value> items) : IValueIterator
    {
        private int index = -1;

        public Value Current => items[index];

        public bool MoveNext() => ++index < items.Count;
    }
}

/// <summary>An item of <see cref="RegexMatches"/>: the string that matched.</summary>
internal sealed class RegexMatch(JavaMatch match, int groupCount) : IText
{
    public JavaMatch Match => match;

    public int GroupCount => groupCount;

    public string GetText() => match.Value;
}

/// <summary>What the groups of a match of the whole string hold; the first item is the whole match. A group that took no part is empty.</summary>
internal sealed class RegexWholeGroups(Environment environment, JavaMatch? match, int groupCount) : ISequence
{
    public int Count => groupCount + 1;

    public Value this[int index] => match is not null
        ? match.Group(index) ?? string.Empty
        : throw environment.Errors.AtElement("The regular expression does not match the whole string, so its groups hold nothing. Test ?matches first.");
}

/// <summary>What the groups of one of the matches hold. A group that took no part is missing.</summary>
internal sealed class RegexGroups(JavaMatch match, int groupCount) : ISequence
{
    public int Count => groupCount + 1;

    public Value this[int index] => match.Group(index) is { } group ? group : default(Value);
}
