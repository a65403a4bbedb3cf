using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker;

/// <summary>The result of <c>?matches</c>: a boolean, whether the whole string matches, and a sequence of the matches found in it.</summary>
internal sealed class RegexMatches(Environment environment, JavaRegex regex, string text, Expression at) : IBooleanSource, ISequence, IIterable
{
    private Match? whole;
    private List<Value>? found;

    /// <summary>The match of the whole string; failed where there is none.</summary>
    public Match Whole => whole ??= environment.Match(regex, text, RegexMode.Whole, at);

    public int GroupCount => regex.GroupCount;

    public int Count => Found.Count;

    private List<Value> Found
    {
        get
        {
            if (found is null)
            {
                var matches = new List<Value>();
                for (var match = environment.Match(regex, text, RegexMode.Find, at); match.Success; match = environment.NextMatch(regex, text, match, at))
                {
                    environment.ChargeCollection(matches.Count + 1, 1, at);
                    matches.Add(Value.FromObject(new RegexMatch(match, GroupCount)));
                }

                found = matches;
            }

            return found;
        }
    }

    public Value this[int index] => Found[index];

    public bool GetBoolean(Environment environment) => Whole.Success;

    public IValueIterator Iterate(Environment environment) => new Iterator(Found);

    private sealed class Iterator(List<Value> items) : IValueIterator
    {
        private int index = -1;

        public Value Current => items[index];

        public bool MoveNext(Environment environment) => ++index < items.Count;
    }
}

/// <summary>An item of <see cref="RegexMatches"/>: the string that matched.</summary>
internal sealed class RegexMatch(Match match, int groupCount) : IText
{
    public Match Match => match;

    public int GroupCount => groupCount;

    public string GetText(Environment environment) => match.Value;
}

/// <summary>What the groups of a match of the whole string hold; the first item is the whole match. A group that took no part is empty.</summary>
internal sealed class RegexWholeGroups(Environment environment, Match match, int groupCount) : ISequence
{
    public int Count => groupCount + 1;

    public Value this[int index] => match.Success
        ? match.Groups[index].Value
        : throw environment.ErrorAtElement("The regular expression does not match the whole string, so its groups hold nothing. Test ?matches first.");
}

/// <summary>What the groups of one of the matches hold. A group that took no part is missing.</summary>
internal sealed class RegexGroups(Match match, int groupCount) : ISequence
{
    public int Count => groupCount + 1;

    public Value this[int index] => match.Groups[index] is { Success: true } group ? group.Value : default(Value);
}
