namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A node of a parsed Java regular expression. Flags are resolved while parsing, so that no node depends on them.</summary>
internal abstract class RegexNode
{
    /// <summary>
    /// The greatest length of a match that starts with so many characters matched before it, or null if it has none. Java asks it of a
    /// look-behind and computes in wrapping 32-bit integers: what does not wrap counts as bounded, so <c>(?&lt;=a*)</c> is allowed.
    /// </summary>
    internal abstract int? MaximumLength(int before);

    /// <summary>Whether a match may have no character.</summary>
    internal abstract bool CanBeEmpty { get; }
}

/// <summary>One code point out of a set.</summary>
internal sealed class OneOf(CodePointSet set) : RegexNode
{
    internal CodePointSet Set { get; } = set;

    internal override bool CanBeEmpty => false;

    internal override int? MaximumLength(int before) => unchecked(before + 1);
}

internal sealed class Sequence(IReadOnlyList<RegexNode> items) : RegexNode
{
    internal IReadOnlyList<RegexNode> Items { get; } = items;

    internal override bool CanBeEmpty => Items.All(item => item.CanBeEmpty);

    internal override int? MaximumLength(int before) =>
        Items.Aggregate((int?)before, (length, item) => length is { } known ? item.MaximumLength(known) : null);
}

internal sealed class Alternation(IReadOnlyList<RegexNode> branches) : RegexNode
{
    internal IReadOnlyList<RegexNode> Branches { get; } = branches;

    internal override bool CanBeEmpty => Branches.Any(branch => branch.CanBeEmpty);

    internal override int? MaximumLength(int before)
    {
        int longest = 0;
        foreach (RegexNode branch in Branches)
        {
            if (branch.MaximumLength(0) is not { } length)
            {
                return null;
            }

            longest = Math.Max(longest, length);
        }

        return unchecked(before + longest);
    }
}

internal enum GroupKind
{
    Capturing,
    Plain,
    Atomic,
    LookAhead,
    NegativeLookAhead,
    LookBehind,
    NegativeLookBehind,
}

internal sealed class Group(GroupKind kind, RegexNode body) : RegexNode
{
    internal GroupKind Kind { get; } = kind;

    internal RegexNode Body { get; } = body;

    internal override bool CanBeEmpty => Kind >= GroupKind.LookAhead || Body.CanBeEmpty;

    internal override int? MaximumLength(int before) => Kind >= GroupKind.LookAhead ? before : Body.MaximumLength(before);
}

internal enum Greediness
{
    Greedy,
    Lazy,
    Possessive,
}

internal sealed class Repetition(RegexNode body, int minimum, int maximum, Greediness greediness) : RegexNode
{
    internal const int Unlimited = int.MaxValue;

    internal RegexNode Body { get; } = body;

    internal int Minimum { get; } = minimum;

    internal int Maximum { get; } = maximum;

    internal Greediness Greediness { get; } = greediness;

    internal override bool CanBeEmpty => Minimum == 0 || Body.CanBeEmpty;

    internal override int? MaximumLength(int before)
    {
        if (Body.MaximumLength(0) is not { } length)
        {
            return null;
        }

        int total = unchecked(length * Maximum + before);
        bool isSimple = Body is OneOf && Maximum == Unlimited && Greediness == Greediness.Greedy; // Java forgets to check these
        return total < before && !isSimple ? null : total;
    }
}

internal sealed class BackReference(int number, bool ignoresCase) : RegexNode
{
    internal int Number { get; } = number;

    internal bool IgnoresCase { get; } = ignoresCase;

    internal override bool CanBeEmpty => true;

    internal override int? MaximumLength(int before) => null;
}

/// <summary>A grapheme cluster, <c>\X</c>; Java knows no length for it.</summary>
internal sealed class GraphemeCluster(RegexNode body) : RegexNode
{
    internal RegexNode Body { get; } = body;

    internal override bool CanBeEmpty => false;

    internal override int? MaximumLength(int before) => null;
}

internal enum Position
{
    StartOfText,
    EndOfText,
    EndOfLastMatch,
    StartOfLine,
    EndOfLine,
    EndOfTextOrBeforeFinalTerminator,
    WordBoundary,
    NotWordBoundary,
}

/// <summary>A position without width.</summary>
internal sealed class Assertion(Position position, bool onlyLineFeed, bool unicodeWords) : RegexNode
{
    internal Position Position { get; } = position;

    /// <summary>Java's <c>(?d)</c>: only a line feed ends a line.</summary>
    internal bool OnlyLineFeed { get; } = onlyLineFeed;

    /// <summary>Java's <c>(?U)</c>: <c>\b</c> goes by Unicode's word characters.</summary>
    internal bool UnicodeWords { get; } = unicodeWords;

    internal override bool CanBeEmpty => true;

    internal override int? MaximumLength(int before) => before;
}
