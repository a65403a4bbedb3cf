namespace TwilioSms.FreeMarker.Text.Regex;

// Parts that are matched by themselves: once one has matched, no other way of it is tried. What its groups hold stays, even where Java goes
// back behind it.
internal sealed partial class JavaMatcher
{
    /// <summary>Begins an instruction that has a part.</summary>
    private bool BeginParts(ref int at, ref int position)
    {
        Instruction instruction = instructions[at];
        switch (instruction.Operation)
        {
            case Operation.LookBehind or Operation.NegativeLookBehind:
                int first = Math.Max(0, position - CountBack(instruction, position, instruction.Maximum));
                return LookBehind(at, position, first, position - CountBack(instruction, position, instruction.Minimum), ref at, ref position);
            case Operation.Option:
                return BeginOption(ref at, position);
            case Operation.Rounds:
                at = ContinueRounds(at, position, 0);
                return true;
            case Operation.GroupRounds:
                stack.Push(Entry.Group, instruction.Group, registers[instruction.Group], registers[instruction.Group + 1]);
                at = ContinueGroupRounds(at, position, 0, -1);
                return true;
            default:
                at = BeginPart(at, position, 0, -1);
                return true;
        }
    }

    /// <summary>Begins a part and returns its first instruction.</summary>
    private int BeginPart(int at, int position, int rounds, int length)
    {
        int around = part;
        part = stack.Top;
        stack.Push(Entry.Part, at, around, position, rounds, length);
        return instructions[at].Other;
    }

    /// <summary>The part at hand has matched up to a position.</summary>
    private bool PartMatched(ref int at, ref int position)
    {
        HoldOn(part);
        int began = stack[part + 1];
        int rounds = stack[part + 2];
        int length = stack[part + 3];
        int index = BacktrackStack.Head(stack[part + 4]).Index;
        stack.Top = part;
        part = stack[part];
        Instruction instruction = instructions[index];
        at = instruction.Next;
        switch (instruction.Operation)
        {
            case Operation.LookAhead or Operation.LookBehind:
                position = began;
                return true;
            case Operation.NegativeLookAhead or Operation.NegativeLookBehind:
                return false;
            case Operation.Rounds:
                return RoundMatched(index, began, rounds, ref at, ref position);
            case Operation.GroupRounds:
                return GroupRoundMatched(index, began, rounds, length, ref at, ref position);
            default:
                return true;
        }
    }

    /// <summary>The part that began at a position has no (further) way to match.</summary>
    private bool PartFailed(int index, int began, int rounds, int tried, ref int at, ref int position)
    {
        Instruction instruction = instructions[index];
        switch (instruction.Operation)
        {
            case Operation.NegativeLookAhead:
            case Operation.Option when instruction.Greediness == Greediness.Possessive:
            case Operation.Rounds when instruction.Greediness == Greediness.Possessive && rounds >= instruction.Minimum:
                position = began;
                at = instruction.Next;
                return true;
            case Operation.LookBehind or Operation.NegativeLookBehind:
                int before = tried - (instruction.CountsCodePoints && tried > 1 && char.IsSurrogatePair(text[tried - 2], text[tried - 1]) ? 2 : 1);
                return LookBehind(index, began, rounds, before, ref at, ref position);
            default:
                return false;
        }
    }

    /// <summary>Tries what a look-behind that stands at a position looks for, from another position that is not before the first.</summary>
    private bool LookBehind(int index, int standing, int first, int from, ref int at, ref int position)
    {
        if (from >= first)
        {
            at = BeginPart(index, standing, first, from);
            position = from;
            return true;
        }

        at = instructions[index].Next;
        position = standing;
        return instructions[index].Operation == Operation.NegativeLookBehind;
    }

    /// <summary>
    /// How many UTF-16 units so many characters before a position take, as far as there are any. In Java a number that has wrapped counts those
    /// after the position, and the least one none.
    /// </summary>
    private int CountBack(Instruction instruction, int position, int characters)
    {
        if (!instruction.CountsCodePoints)
        {
            return Math.Min(characters, position + 1);
        }

        int end = position;
        for (int i = 0; i < characters && end > 0; i++)
        {
            budget.Spend(1);
            end -= end > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1]) ? 2 : 1;
        }

        for (int i = 0; i > characters && characters > int.MinValue && end < text.Length; i--)
        {
            budget.Spend(1);
            end += end + 1 < text.Length && char.IsSurrogatePair(text[end], text[end + 1]) ? 2 : 1;
        }

        return Math.Abs(position - end);
    }

    private bool BeginOption(ref int at, int position)
    {
        Instruction option = instructions[at];
        if (option.Greediness == Greediness.Lazy)
        {
            stack.Push(Entry.LazyPart, at, position, 0);
            at = option.Next;
            return true;
        }

        if (option.Greediness == Greediness.Greedy)
        {
            stack.Push(Entry.Resume, option.Next, position);
        }

        at = BeginPart(at, position, 0, -1);
        return true;
    }

    /// <summary>Begins a further round, or leaves it at those there were, and returns the instruction to go on with.</summary>
    private int ContinueRounds(int at, int position, int rounds)
    {
        Instruction instruction = instructions[at];
        if (rounds < instruction.Minimum)
        {
            return BeginPart(at, position, rounds, -1);
        }

        if (rounds >= instruction.Maximum)
        {
            return instruction.Next;
        }

        switch (instruction.Greediness)
        {
            case Greediness.Lazy:
                stack.Push(Entry.LazyPart, at, position, rounds);
                return instruction.Next;
            case Greediness.Greedy:
                stack.Push(Entry.Resume, instruction.Next, position);
                break;
        }

        return BeginPart(at, position, rounds, -1);
    }

    private bool RoundMatched(int index, int began, int rounds, ref int at, ref int position)
    {
        Instruction instruction = instructions[index];
        if (rounds < instruction.Minimum || position != began)
        {
            at = ContinueRounds(index, position, rounds + 1);
            return true;
        }

        // A round without characters ends a repetition.
        if (instruction.Greediness == Greediness.Greedy)
        {
            stack.Top = BacktrackStack.Below(stack.Top, Entry.Resume);
        }

        return instruction.Greediness != Greediness.Lazy;
    }
}
