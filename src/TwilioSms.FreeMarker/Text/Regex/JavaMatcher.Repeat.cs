namespace TwilioSms.FreeMarker.Text.Regex;

// Repetitions of characters, and loops.
internal sealed partial class JavaMatcher
{
    /// <summary>How much work is done, at most, before it is paid for.</summary>
    private const int UnitsAtOnce = 64;

    private bool RepeatCharacters(int at, ref int position)
    {
        Instruction instruction = instructions[at];
        bool isLazy = instruction.Greediness == Greediness.Lazy;
        int least = position;
        int taken = Take(instruction, instruction.Minimum, ref least);
        if (taken < instruction.Minimum)
        {
            return false;
        }

        position = least;
        if (isLazy)
        {
            if (taken < instruction.Maximum)
            {
                stack.Push(Entry.LazyCharacters, at, taken, position);
            }
        }
        else
        {
            Take(instruction, instruction.Maximum - taken, ref position);
            if (position > least && instruction.Greediness == Greediness.Greedy)
            {
                stack.Push(Entry.Characters, at, least, position);
            }
        }

        return true;
    }

    /// <summary>Takes as many characters as there are, up to a number, and returns how many.</summary>
    private int Take(Instruction instruction, int most, ref int position)
    {
        CharacterClass set = instruction.Class!;
        int atOnce = Math.Max(1, UnitsAtOnce / set.Cost);
        int taken = 0;
        bool ends = most == 0;
        while (!ends)
        {
            int goal = taken + Math.Min(most - taken, atOnce);
            int before = taken;
            while (taken < goal && set.Step(text, position) is var next and >= 0)
            {
                position = next;
                taken++;
            }

            ends = taken < goal || taken == most;
            budget.Spend((taken - before + 1L) * set.Cost);
        }

        last = taken > 0 && instruction.MovesLast ? position : last;
        return taken;
    }

    /// <summary>Makes a greedy repetition shorter, by one character or to where the next one may follow; false if it cannot be.</summary>
    private bool GiveCharacterBack(int at, int least, ref int position)
    {
        Instruction instruction = instructions[at];
        int longer = position--;
        if (instruction.Following is { } following)
        {
            position = text.LastIndexOf(following, position, longer - least);
            budget.Spend(longer - Math.Max(position, least));
            if (position < 0)
            {
                return false;
            }
        }
        else
        {
            position -= position > least && char.IsSurrogatePair(text[position - 1], text[position]) ? 1 : 0;
        }

        if (position > least)
        {
            stack.Push(Entry.Characters, at, least, position);
        }

        return true;
    }

    /// <summary>Makes a lazy repetition longer by one character.</summary>
    private bool TakeCharacter(int at, int taken, int from, ref int position)
    {
        Instruction instruction = instructions[at];
        budget.Spend(instruction.Class!.Cost - 1);
        position = instruction.Class.Step(text, from);
        if (position < 0)
        {
            return false;
        }

        last = position;
        if (taken + 1 < instruction.Maximum)
        {
            stack.Push(Entry.LazyCharacters, at, taken + 1, position);
        }

        return true;
    }

    /// <summary>The end of a round: returns the instruction to go on with.</summary>
    private int Loop(int at, int position)
    {
        Instruction loop = instructions[at];
        int count = registers[loop.Count];
        if (position <= registers[loop.Begin])
        {
            return loop.Next; // a round without characters is the last one
        }

        if (count < loop.Minimum)
        {
            stack.Push(Entry.Register, loop.Count, count);
            registers[loop.Count] = count + 1;
            return loop.Other;
        }

        if (count >= loop.Maximum || (loop.Memory >= 0 && memories[loop.Memory]?.Contains(position) == true))
        {
            return loop.Next;
        }

        if (loop.Greediness == Greediness.Lazy)
        {
            stack.Push(Entry.LazyLoop, at, position);
            return loop.Next;
        }

        stack.Push(Entry.Loop, at, position, count);
        registers[loop.Count] = count + 1;
        return loop.Other;
    }

    /// <summary>Ends a greedy loop at a position where no further round matches.</summary>
    private void LeaveLoop(Instruction loop, int position, int count)
    {
        registers[loop.Count] = count;
        if (loop.Memory >= 0)
        {
            (memories[loop.Memory] ??= new PositionSet(text.Length)).Add(position);
        }
    }

    /// <summary>Begins a further round of a lazy loop, which is not to be tried there again, and returns the instruction to go on with.</summary>
    private int BeginRound(Instruction loop, int position)
    {
        if (loop.Memory >= 0)
        {
            (memories[loop.Memory] ??= new PositionSet(text.Length)).Add(position);
        }

        int count = registers[loop.Count];
        stack.Push(Entry.Register, loop.Count, count);
        registers[loop.Count] = count + 1;
        return loop.Other;
    }
}
