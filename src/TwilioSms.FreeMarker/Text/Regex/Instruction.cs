namespace TwilioSms.FreeMarker.Text.Regex;

internal enum Operation
{
    /// <summary>All has matched.</summary>
    Accept,

    /// <summary>A part that is matched by itself has matched.</summary>
    EndOfPart,

    /// <summary>As <see cref="EndOfPart"/>, if it ends where the look-behind stands.</summary>
    EndOfLookBehind,

    /// <summary>A UTF-16 unit that is no surrogate.</summary>
    Character,
    OneOf,
    Literal,
    FoldedLiteral,
    LineBreak,
    GraphemeCluster,
    BackReference,
    Assertion,

    /// <summary>Goes on at <see cref="Instruction.Next"/>, and if that fails at <see cref="Instruction.Other"/>.</summary>
    Fork,
    GroupStart,
    GroupEnd,

    /// <summary>A repetition of one set of characters.</summary>
    Characters,

    /// <summary>The first round of a loop.</summary>
    LoopStart,

    /// <summary>The end of a round of a loop.</summary>
    Loop,

    // Those below match a part by itself.
    Atomic,
    LookAhead,
    NegativeLookAhead,
    LookBehind,
    NegativeLookBehind,

    /// <summary>A part or nothing.</summary>
    Option,

    /// <summary>Rounds of a part, each kept as it is.</summary>
    Rounds,

    /// <summary>As <see cref="Rounds"/>, of a group in which there is nothing to choose.</summary>
    GroupRounds,
}

/// <summary>A step of a <see cref="RegexProgram"/>. What its numbers mean depends on the operation.</summary>
internal sealed class Instruction(Operation operation)
{
    internal Operation Operation { get; } = operation;

    /// <summary>The instruction to go on with.</summary>
    internal int Next { get; init; }

    /// <summary>The other way of a fork, the body of a loop, the first instruction of a part.</summary>
    internal int Other { get; set; }

    internal int Minimum { get; init; }

    internal int Maximum { get; init; }

    internal Greediness Greediness { get; init; }

    /// <summary>The character of <see cref="Operation.Character"/>.</summary>
    internal char Character { get; init; }

    internal CharacterClass? Class { get; init; }

    /// <summary>The characters of <see cref="Operation.Literal"/>.</summary>
    internal string Text { get; init; } = "";

    /// <summary>The characters of <see cref="Operation.FoldedLiteral"/>, folded.</summary>
    internal int[] Folded { get; init; } = [];

    internal CaseFolding Folding { get; init; }

    internal Assertion? Assertion { get; init; }

    /// <summary>The register of a group's start, of which the next one is its end; 0, the whole match's, for a group that captures nothing.</summary>
    internal int Group { get; init; }

    /// <summary>The register that holds where the running round of a group or loop began.</summary>
    internal int Begin { get; init; }

    /// <summary>The register that counts a loop's rounds.</summary>
    internal int Count { get; init; }

    /// <summary>The number of a loop's memory of the positions where no further round matches; -1 without one.</summary>
    internal int Memory { get; init; } = -1;

    /// <summary>The character that has to follow a repetition, where one is known; it is no surrogate.</summary>
    internal char? Following { get; init; }

    /// <summary>Whether a look-behind takes its steps back by code points.</summary>
    internal bool CountsCodePoints { get; init; }

    /// <summary>Whether each character counts as a part that has matched, which <c>\b{g}</c> can tell.</summary>
    internal bool MovesLast { get; init; }
}
