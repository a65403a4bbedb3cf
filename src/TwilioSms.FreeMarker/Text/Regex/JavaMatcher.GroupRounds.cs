namespace TwilioSms.FreeMarker.Text.Regex;

// Rounds of a group in which there is nothing to choose, so that Java runs them without a memory of each, which shows in what the group
// holds in the end: once all has matched, each such repetition sets its group to its own last round, whatever the group has held since.
internal sealed partial class JavaMatcher
{
    private int ContinueGroupRounds(int at, int position, int rounds, int length)
    {
        Instruction instruction = instructions[at];
        int start = registers[instruction.Group];
        int end = registers[instruction.Group + 1];
        if (rounds < instruction.Minimum)
        {
            return BeginPart(at, position, rounds, length);
        }

        if (instruction.Greediness == Greediness.Lazy)
        {
            if (rounds < instruction.Maximum)
            {
                stack.Push(Entry.LazyPart, at, position, rounds);
            }

            return instruction.Next;
        }

        bool isGivenBack = rounds > instruction.Minimum;
        if (rounds < instruction.Maximum)
        {
            stack.Push(Entry.GroupRound, at, position, start, end, isGivenBack ? 1 : 0);
            return BeginPart(at, position, rounds, length);
        }

        if (isGivenBack)
        {
            stack.Push(Entry.Held, instruction.Group, start, end);
        }

        return instruction.Next;
    }

    private bool GroupRoundMatched(int index, int began, int rounds, int length, ref int at, ref int position)
    {
        Instruction instruction = instructions[index];
        bool isRequired = rounds < instruction.Minimum;
        bool isGreedy = instruction.Greediness == Greediness.Greedy;
        if (!isRequired && isGreedy && length >= 0 && position - began != length)
        {
            // Java begins anew, with the same round, where the length of rounds changes.
            stack[stack.Top - 2] = 0;
            at = BeginPart(index, began, rounds, -1);
            position = began;
            return true;
        }

        if (!isRequired && position == began)
        {
            // A round without characters ends the repetition, and the group does not hold it.
            stack.Top = isGreedy ? BacktrackStack.Below(stack.Top, Entry.GroupRound) : stack.Top;
            return isGreedy;
        }

        registers[instruction.Group] = began;
        registers[instruction.Group + 1] = position;
        at = ContinueGroupRounds(index, position, rounds + 1, isRequired ? -1 : position - began);
        return true;
    }

    /// <summary>Goes on after a round that is given back, and returns the instruction to go on with.</summary>
    private int GiveRoundBack(int at, int start, int end, bool holds)
    {
        Instruction instruction = instructions[at];
        registers[instruction.Group] = start;
        registers[instruction.Group + 1] = end;
        if (holds)
        {
            stack.Push(Entry.Held, instruction.Group, start, end);
        }

        return instruction.Next;
    }

    /// <summary>All has matched, or a part has: sets groups to what is held for them above an index of the stack, the last first.</summary>
    private void HoldOn(int bottom)
    {
        if (!program.HasGroupRounds)
        {
            return;
        }

        for (int top = stack.Top; top > bottom;)
        {
            budget.Spend(1);
            (Entry entry, int index) = BacktrackStack.Head(stack[top - 1]);
            top = BacktrackStack.Below(top, entry);
            if (entry == Entry.Held)
            {
                registers[index] = stack[top];
                registers[index + 1] = stack[top + 1];
            }
        }
    }
}
