namespace TwilioSms.FreeMarker.Text.Regex;

// The instructions: each goes on with another, or fails, and then what the stack holds is tried.
internal sealed partial class JavaMatcher
{
    private bool Run(int start)
    {
        stack.Top = 0;
        part = -1;
        int position = start;
        int at = program.Start;
        while (true)
        {
            budget.Spend(1);
            stack.Reserve();
            Instruction instruction = instructions[at];
            bool goesOn;
            switch (instruction.Operation)
            {
                case Operation.Accept:
                    if (!mustReachEnd || position == text.Length)
                    {
                        last = position;
                        HoldOn(0);
                        return true;
                    }

                    goesOn = false;
                    break;
                case Operation.Character:
                    goesOn = position < text.Length && text[position] == instruction.Character;
                    position++;
                    at = instruction.Next;
                    break;
                case Operation.OneOf:
                    budget.Spend(instruction.Class!.Cost - 1);
                    position = instruction.Class.Step(text, position);
                    goesOn = position >= 0;
                    at = instruction.Next;
                    break;
                case Operation.Fork:
                    stack.Push(Entry.Resume, instruction.Other, position);
                    goesOn = true;
                    at = instruction.Next;
                    break;
                case Operation.GroupStart:
                    stack.Push(Entry.Register, instruction.Begin, registers[instruction.Begin]);
                    registers[instruction.Begin] = position;
                    goesOn = true;
                    at = instruction.Next;
                    break;
                case Operation.GroupEnd:
                    Capture(instruction.Group, registers[instruction.Begin], position);
                    goesOn = true;
                    at = instruction.Next;
                    break;
                case Operation.Assertion:
                    goesOn = Holds(instruction.Assertion!, position);
                    at = instruction.Next;
                    break;
                case Operation.Characters:
                    goesOn = RepeatCharacters(at, ref position);
                    at = instruction.Next;
                    break;
                case Operation.LoopStart:
                    stack.Push(Entry.Register, instruction.Count, registers[instruction.Count]);
                    registers[instruction.Count] = 1;
                    goesOn = true;
                    at = instruction.Next;
                    break;
                case Operation.Loop:
                    at = Loop(at, position);
                    goesOn = true;
                    break;
                case Operation.EndOfPart:
                    last = position;
                    goesOn = PartMatched(ref at, ref position);
                    break;
                case Operation.EndOfLookBehind:
                    goesOn = position == stack[part + 1] && PartMatched(ref at, ref position);
                    break;
                case Operation.Literal or Operation.FoldedLiteral or Operation.LineBreak or Operation.GraphemeCluster or Operation.BackReference:
                    position = Consume(instruction, position);
                    goesOn = position >= 0;
                    at = instruction.Next;
                    break;
                default:
                    goesOn = BeginParts(ref at, ref position);
                    break;
            }

            if (!goesOn && !Backtrack(ref at, ref position))
            {
                return false;
            }
        }
    }

    private void Capture(int group, int start, int end)
    {
        stack.Push(Entry.Group, group, registers[group], registers[group + 1]);
        registers[group] = start;
        registers[group + 1] = end;
    }

    private bool Holds(Assertion assertion, int position) => assertion.Position switch
    {
        Position.EndOfLastMatch => position == lastEnd,
        Position.GraphemeBoundary => IsGraphemeBoundary(position),
        _ => Boundaries.Holds(assertion, text, position, budget),
    };

    /// <summary>As in Java 17: only the cluster at the end of the last match, or of the last part matched by itself, is looked at.</summary>
    private bool IsGraphemeBoundary(int position)
    {
        if (position == 0 || position == text.Length)
        {
            return true;
        }

        if (char.IsSurrogatePair(text[position - 1], text[position]))
        {
            return false;
        }

        int end = last < text.Length ? GraphemeClusters.End(text, last) : position;
        budget.Spend(Math.Max(0, end - last) / 8);
        return end <= position;
    }

    /// <summary>Where what the instruction asks for ends; -1 if it is not there.</summary>
    private int Consume(Instruction instruction, int position)
    {
        switch (instruction.Operation)
        {
            case Operation.Literal:
                int length = instruction.Text.Length;
                budget.Spend(length / 16);
                return string.CompareOrdinal(text, position, instruction.Text, 0, length) == 0 ? position + length : -1;
            case Operation.FoldedLiteral:
                return ConsumeFolded(instruction, position);
            case Operation.LineBreak:
                return ConsumeLineBreak(instruction, position);
            case Operation.GraphemeCluster:
                int end = position < text.Length ? GraphemeClusters.End(text, position) : -1;
                budget.Spend(Math.Max(0, end - position) / 8);
                return end;
            default:
                return ConsumeReference(instruction, position);
        }
    }

    private int ConsumeFolded(Instruction instruction, int position)
    {
        budget.Spend(instruction.Folded.Length / 4);
        foreach (int folded in instruction.Folded)
        {
            if (position >= text.Length)
            {
                return -1;
            }

            int c = CodePointAt(position);
            if (c != folded && instruction.Folding.Fold(c) != folded)
            {
                return -1;
            }

            position += c > char.MaxValue ? 2 : 1;
        }

        return position;
    }

    private int ConsumeLineBreak(Instruction instruction, int position)
    {
        if (position >= text.Length || text[position] is not ((>= '\n' and <= '\r') or '\u0085' or '\u2028' or '\u2029'))
        {
            return -1;
        }

        if (text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n')
        {
            stack.Push(Entry.Resume, instruction.Next, position + 1);
            return position + 2;
        }

        return position + 1;
    }

    private int ConsumeReference(Instruction instruction, int position)
    {
        int start = instruction.Group < 0 ? -1 : registers[instruction.Group];
        int length = start < 0 ? 0 : registers[instruction.Group + 1] - start;
        if (start < 0 || length > text.Length - position)
        {
            return -1;
        }

        budget.Spend(length / 8);
        if (instruction.Folding == CaseFolding.None)
        {
            return string.CompareOrdinal(text, position, text, start, length) == 0 ? position + length : -1;
        }

        for (int i = 0; i < length; i++)
        {
            int one = CodePointAt(position + i);
            int other = CodePointAt(start + i);
            if (instruction.Folding.Fold(one) != instruction.Folding.Fold(other))
            {
                return -1;
            }

            i += one > char.MaxValue ? 1 : 0;
        }

        return position + length;
    }

    private int CodePointAt(int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1])
            ? char.ConvertToUtf32(text[position], text[position + 1])
            : text[position];
}
