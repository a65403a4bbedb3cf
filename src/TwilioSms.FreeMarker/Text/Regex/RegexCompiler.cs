namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// Turns a tree into a program. Each node is compiled with what follows it, so from the end to the start, and to what Java makes of it:
/// where Java matches a part by itself, with nothing in it to be tried otherwise later, so does the program.
/// </summary>
internal sealed class RegexCompiler
{
    private readonly ParsedRegex regex;
    private readonly List<Instruction> instructions = [];
    private readonly RegexTraits traits;
    private int registers;
    private int memories;
    private bool hasGroupRounds;

    /// <summary>Whether a group that is repeated is around what is being compiled.</summary>
    private bool isInRepeatedGroup;

    /// <summary>Whether all loops around what is being compiled go on alike whatever they did before.</summary>
    private bool isForgetful = true;

    private RegexCompiler(ParsedRegex regex)
    {
        this.regex = regex;
        traits = RegexTraits.Of(regex.Root);
        registers = 2 * (regex.GroupCount + 1);
    }

    internal static RegexProgram Compile(ParsedRegex regex)
    {
        var compiler = new RegexCompiler(regex);
        int start = compiler.Compile(regex.Root, compiler.Add(new(Operation.Accept)));
        return new RegexProgram(
            [.. compiler.instructions], start, regex.GroupCount, compiler.registers, compiler.memories, compiler.hasGroupRounds, RegexSearch.For(regex));
    }

    private int Add(Instruction instruction)
    {
        instructions.Add(instruction);
        return instructions.Count - 1;
    }

    private int Compile(RegexNode node, int next) => node switch
    {
        OneOf { Set.Single: { } c } when c <= char.MaxValue && !char.IsSurrogate((char)c) => Add(new(Operation.Character) { Character = (char)c, Next = next }),
        OneOf one => Add(new(Operation.OneOf) { Class = one.Set.Compiled, Next = next }),
        Literal literal => CompileLiteral(literal, next),
        Sequence sequence => sequence.Items.Reverse().Aggregate(next, (following, item) => Compile(item, following)),
        Alternation alternation => CompileAlternation(alternation, next),
        Group group => CompileGroup(group, next),
        Repetition repetition => CompileRepetition(repetition, next),
        BackReference reference => Add(new(Operation.BackReference)
        {
            // A group that does not exist never matches, nor does one whose start is none.
            Group = reference.Number <= regex.GroupCount ? 2 * reference.Number : -1,
            Folding = reference.Folding,
            Next = next,
        }),
        LineBreak => Add(new(Operation.LineBreak) { Next = next }),
        GraphemeCluster => Add(new(Operation.GraphemeCluster) { Next = next }),
        Assertion assertion => Add(new(Operation.Assertion) { Assertion = assertion, Next = next }),
        _ => throw new InvalidOperationException(),
    };

    private int CompileLiteral(Literal literal, int next) => Add(literal.Text is { } text
        ? new(Operation.Literal) { Text = text, Next = next }
        : new(Operation.FoldedLiteral) { Folded = [.. literal.CodePoints.Select(c => literal.Folding.Fold(c))], Folding = literal.Folding, Next = next });

    private int CompileAlternation(Alternation alternation, int next)
    {
        int entry = -1;
        for (int i = alternation.Branches.Count - 1; i >= 0; i--)
        {
            int branch = Compile(alternation.Branches[i], next);
            entry = entry < 0 ? branch : Add(new(Operation.Fork) { Next = branch, Other = entry });
        }

        return entry;
    }

    private int CompileGroup(Group group, int next)
    {
        switch (group.Kind)
        {
            case GroupKind.Plain:
                return Compile(group.Body, next);
            case GroupKind.Capturing:
                int begin = registers++;
                return CompileBody(group, begin, next);
            case GroupKind.LookBehind or GroupKind.NegativeLookBehind:
                RegexShape shape = RegexShape.Of(group.Body);
                return Add(new(group.Kind == GroupKind.LookBehind ? Operation.LookBehind : Operation.NegativeLookBehind)
                {
                    Minimum = shape.Minimum,
                    Maximum = shape.Maximum,
                    CountsCodePoints = group.CountsCodePoints,
                    Next = next,
                    Other = CompilePart(group.Body, Operation.EndOfLookBehind),
                });
            default:
                return Add(new(group.Kind switch
                {
                    GroupKind.Atomic => Operation.Atomic,
                    GroupKind.LookAhead => Operation.LookAhead,
                    _ => Operation.NegativeLookAhead,
                })
                {
                    Next = next,
                    Other = CompilePart(group.Body, Operation.EndOfPart),
                });
        }
    }

    private int CompileBody(Group group, int begin, int next)
    {
        int end = group.Number == 0 ? next : Add(new(Operation.GroupEnd) { Group = 2 * group.Number, Begin = begin, Next = next });
        return Add(new(Operation.GroupStart) { Begin = begin, Next = Compile(group.Body, end) });
    }

    /// <summary>Compiles what is matched by itself: loops around it do not matter there.</summary>
    private int CompilePart(RegexNode node, Operation end)
    {
        bool wasForgetful = isForgetful;
        isForgetful = true;
        int start = Compile(node, Add(new(end)));
        isForgetful = wasForgetful;
        return start;
    }

    private int CompileRepetition(Repetition repetition, int next)
    {
        bool wasInRepeatedGroup = isInRepeatedGroup;
        isInRepeatedGroup |= repetition.Body is Group { IsPlainOrCapturing: true };
        int entry = repetition.Kind switch
        {
            RepetitionKind.Characters => CompileCharacters(repetition, next),
            RepetitionKind.Atomic => CompileRounds(repetition, repetition.IsOption ? Operation.Option : Operation.Rounds, repetition.Body, 0, next),
            RepetitionKind.Counted => CompileRounds(
                repetition, Operation.GroupRounds, ((Group)repetition.Body).Body, 2 * ((Group)repetition.Body).Number, next),
            RepetitionKind.Choice => CompileChoice(repetition, next),
            _ => CompileLoop(repetition, (Group)repetition.Body, !wasInRepeatedGroup, next),
        };
        isInRepeatedGroup = wasInRepeatedGroup;
        return entry;
    }

    private int CompileCharacters(Repetition repetition, int next) => Add(new(Operation.Characters)
    {
        Class = ((OneOf)repetition.Body).Set.Compiled,
        Minimum = repetition.Minimum,
        Maximum = repetition.Maximum,
        Greediness = repetition.Greediness,
        MovesLast = repetition is not { Maximum: Repetition.Unlimited, Greediness: Greediness.Greedy },
        Following = instructions[next] switch
        {
            { Operation: Operation.Character, Character: var c } => c,
            { Operation: Operation.Literal, Text: var text } when !char.IsSurrogate(text[0]) => text[0],
            _ => null,
        },
        Next = next,
    });

    private int CompileRounds(Repetition repetition, Operation operation, RegexNode body, int group, int next)
    {
        hasGroupRounds |= group > 0;
        return Add(new(operation)
        {
            Minimum = repetition.Minimum,
            Maximum = repetition.Maximum,
            Greediness = repetition.Greediness,
            Group = group,
            Next = next,
            Other = CompilePart(body, Operation.EndOfPart),
        });
    }

    private int CompileChoice(Repetition repetition, int next)
    {
        int body = Compile(repetition.Body, next);
        return Add(repetition.Greediness == Greediness.Greedy
            ? new(Operation.Fork) { Next = body, Other = next }
            : new(Operation.Fork) { Next = next, Other = body });
    }

    private int CompileLoop(Repetition repetition, Group group, bool isOutermost, int next)
    {
        int begin = registers++;
        int count = registers++;
        bool wasForgetful = isForgetful;
        isForgetful &= repetition is { Minimum: <= 1, Maximum: Repetition.Unlimited } && !RegexTraits.Of(group.Body).CanBeEmpty;

        // Java remembers for the outermost greedy loops, whatever else is in the pattern; where nothing can tell, so do the others.
        bool remembers = repetition.Maximum == Repetition.Unlimited
            && ((isOutermost && repetition.Greediness == Greediness.Greedy && !regex.HasReferences) || (isForgetful && !traits.HasMemory));
        var loop = new Instruction(Operation.Loop)
        {
            Minimum = repetition.Minimum,
            Maximum = repetition.Maximum,
            Greediness = repetition.Greediness,
            Begin = begin,
            Count = count,
            Memory = remembers ? memories++ : -1,
            Next = next,
        };
        loop.Other = CompileBody(group, begin, Add(loop));
        isForgetful = wasForgetful;
        int first = Add(new(Operation.LoopStart) { Count = count, Next = loop.Other });
        return (repetition.Minimum, repetition.Maximum) switch
        {
            ( > 0, _) => first,
            (_, 0) => next,
            _ => Add(repetition.Greediness == Greediness.Greedy
                ? new(Operation.Fork) { Next = first, Other = next }
                : new(Operation.Fork) { Next = next, Other = first }),
        };
    }
}
