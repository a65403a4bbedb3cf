namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>How to look for a place where an expression may match: what it starts with, and where Java gives up.</summary>
internal sealed class RegexSearch
{
    // Java searches for a literal of this length in a way of its own, which asks for no more than the literal.
    private const int LongLiteral = 4;

    private readonly int minimumLength;
    private readonly string? prefix;
    private readonly CharacterClass? first;

    private RegexSearch(ParsedRegex regex)
    {
        RegexNode start = regex.Root is Sequence { Items: { Count: > 0 } items } ? items[0] : regex.Root;
        IsAtStart = start is Assertion { Position: Position.StartOfText };
        KeepsPairs = regex.KeepsPairs;
        minimumLength = IsAtStart ? 0
            : start is Literal { Folding: CaseFolding.None, CodePoints.Count: >= LongLiteral } literal ? literal.CodePoints.Count
            : RegexShape.Of(regex.Root).Minimum;
        prefix = Prefix(regex.Root);
        var sets = new List<CodePointSet>();
        first = prefix is null && Collect(regex.Root, sets) && sets.Count > 0 ? CodePointSet.UnionOf(sets).Compiled : null;
    }

    /// <summary>Whether it matches at the start of the text only.</summary>
    internal bool IsAtStart { get; }

    /// <summary>Whether a search leaves out the middle of surrogate pairs.</summary>
    internal bool KeepsPairs { get; }

    internal static RegexSearch For(ParsedRegex regex) => new(regex);

    /// <summary>The last position of the text that is worth a try.</summary>
    internal int LastPosition(string text) => text.Length - minimumLength;

    /// <summary>The first position from <paramref name="position"/> on where a match is possible; after <paramref name="last"/> without one.</summary>
    internal int Next(string text, int position, int last)
    {
        if (prefix is not null)
        {
            int found = position <= last ? text.IndexOf(prefix, position, StringComparison.Ordinal) : -1;
            return found < 0 ? last + 1 : found;
        }

        if (first is not null)
        {
            while (position <= last && (position == text.Length || (text[position] < CharacterClass.TableSize && !first.Contains(text[position]))))
            {
                position++;
            }
        }

        return position;
    }

    /// <summary>The literal that each match starts with, if there is one.</summary>
    private static string? Prefix(RegexNode node) => node switch
    {
        Literal literal => literal.Text,
        OneOf { Set: { Single: { } c, IsBasic: true } } => ((char)c).ToString(),
        Sequence { Items: { Count: > 0 } items } => Prefix(items[0]),
        Group { IsPlainOrCapturing: true } group => Prefix(group.Body),
        _ => null,
    };

    /// <summary>Collects what a match may start with; false if it may start with anything.</summary>
    private static bool Collect(RegexNode node, List<CodePointSet> sets)
    {
        switch (node)
        {
            case OneOf one:
                sets.Add(one.Set);
                return true;
            case Literal literal:
                sets.Add(literal.Folding == CaseFolding.Unicode
                    ? CodePointSet.OfFolded(literal.Folding.Fold(literal.CodePoints[0]))
                    : literal.Folding.Variants(literal.CodePoints[0]));
                return true;
            case Sequence sequence:
                return CollectAll(sequence, sets);
            case Alternation alternation:
                return alternation.Branches.All(branch => Collect(branch, sets));
            case Group { IsPlainOrCapturing: true } group:
                return Collect(group.Body, sets);
            case Repetition { Minimum: > 0, Body: OneOf or Group { IsPlainOrCapturing: true } } repetition:
                return Collect(repetition.Body, sets);
            default:
                return false;
        }
    }

    private static bool CollectAll(Sequence sequence, List<CodePointSet> sets)
    {
        foreach (RegexNode item in sequence.Items)
        {
            switch (item)
            {
                case Repetition { Minimum: 0, Maximum: > 0, Body: OneOf one }:
                    sets.Add(one.Set);
                    break;
                case Assertion:
                    break;
                default:
                    return Collect(item, sets);
            }
        }

        return false;
    }
}
