namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A node of a parsed Java regular expression. Flags are resolved while parsing, so that no node depends on them.</summary>
internal abstract class RegexNode;

/// <summary>One code point out of a set.</summary>
internal sealed class OneOf(CodePointSet set) : RegexNode
{
    internal CodePointSet Set { get; } = set;
}

/// <summary>Several characters that stand for themselves, one after the other, none of them repeated.</summary>
internal sealed class Literal(IReadOnlyList<int> codePoints, CaseFolding folding) : RegexNode
{
    internal IReadOnlyList<int> CodePoints { get; } = codePoints;

    internal CaseFolding Folding { get; } = folding;

    /// <summary>The characters as a string that matches wherever it occurs; null if case does not count or halves of surrogate pairs stand alone.</summary>
    internal string? Text { get; } = folding == CaseFolding.None && !codePoints.Any(static c => c <= char.MaxValue && char.IsSurrogate((char)c))
        ? string.Concat(codePoints.Select(char.ConvertFromUtf32))
        : null;
}

internal sealed class Sequence(IReadOnlyList<RegexNode> items) : RegexNode
{
    internal IReadOnlyList<RegexNode> Items { get; } = items;
}

internal sealed class Alternation(IReadOnlyList<RegexNode> branches) : RegexNode
{
    internal IReadOnlyList<RegexNode> Branches { get; } = branches;
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

internal sealed class Group(GroupKind kind, RegexNode body, int number, bool countsCodePoints) : RegexNode
{
    internal GroupKind Kind { get; } = kind;

    internal RegexNode Body { get; } = body;

    /// <summary>The number of a capturing group, from 1 on; 0 for others.</summary>
    internal int Number { get; } = number;

    /// <summary>
    /// Whether a look-behind takes its steps back by code points and not by UTF-16 units: in Java, if the pattern spells a character beyond
    /// the basic plane after it.
    /// </summary>
    internal bool CountsCodePoints { get; } = countsCodePoints;

    internal bool IsPlainOrCapturing => Kind <= GroupKind.Plain;
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

    internal bool IsOption => Minimum == 0 && Maximum == 1;

    internal RepetitionKind Kind { get; } = KindOf(body, greediness, isOption: minimum == 0 && maximum == 1);

    private static RepetitionKind KindOf(RegexNode body, Greediness greediness, bool isOption) => body switch
    {
        OneOf => RepetitionKind.Characters,
        Group { IsPlainOrCapturing: true } group when greediness != Greediness.Possessive =>
            isOption ? RepetitionKind.Choice : RegexShape.Of(group.Body).IsDeterministic ? RepetitionKind.Counted : RepetitionKind.Loop,
        _ => RepetitionKind.Atomic,
    };
}

/// <summary>How Java runs a repetition, which shows in what is given back and in what groups hold afterwards.</summary>
internal enum RepetitionKind
{
    /// <summary>Of one set of characters.</summary>
    Characters,

    /// <summary>Each round is matched once and kept as it is; rounds are given back as wholes.</summary>
    Atomic,

    /// <summary>As <see cref="Atomic"/>, of a group in which nothing is to be chosen.</summary>
    Counted,

    /// <summary>Each round may be matched in another way.</summary>
    Loop,

    /// <summary>A group or nothing.</summary>
    Choice,
}

internal sealed class BackReference(int number, CaseFolding folding) : RegexNode
{
    internal int Number { get; } = number;

    internal CaseFolding Folding { get; } = folding;
}

/// <summary>A line break, <c>\R</c>.</summary>
internal sealed class LineBreak : RegexNode;

/// <summary>A grapheme cluster, <c>\X</c>.</summary>
internal sealed class GraphemeCluster : RegexNode;

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
    GraphemeBoundary,
}

/// <summary>A position without width.</summary>
internal sealed class Assertion(Position position, bool onlyLineFeed, bool unicodeWords) : RegexNode
{
    internal Position Position { get; } = position;

    /// <summary>Java's <c>(?d)</c>: only a line feed ends a line.</summary>
    internal bool OnlyLineFeed { get; } = onlyLineFeed;

    /// <summary>Java's <c>(?U)</c>: <c>\b</c> goes by Unicode's word characters.</summary>
    internal bool UnicodeWords { get; } = unicodeWords;
}
