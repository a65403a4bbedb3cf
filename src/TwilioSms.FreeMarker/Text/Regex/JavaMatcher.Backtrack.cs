namespace TwilioSms.FreeMarker.Text.Regex;

// What follows a failure.
internal sealed partial class JavaMatcher
{
    /// <summary>Undoes what was done since the last choice and goes on with what is left of it; false if none is left.</summary>
    private bool Backtrack(ref int at, ref int position)
    {
        while (stack.Top > 0)
        {
            budget.Spend(1);
            int top = stack.Top;
            (Entry entry, int index) = BacktrackStack.Head(stack[top - 1]);
            int below = BacktrackStack.Below(top, entry);
            stack.Top = below;
            switch (entry)
            {
                case Entry.Resume:
                    position = stack[below];
                    at = index;
                    return true;
                case Entry.Register:
                    registers[index] = stack[below];
                    break;
                case Entry.Group:
                    registers[index] = stack[below];
                    registers[index + 1] = stack[below + 1];
                    break;
                case Entry.Characters:
                    position = stack[below + 1];
                    if (GiveCharacterBack(index, stack[below], ref position))
                    {
                        at = instructions[index].Next;
                        return true;
                    }

                    break;
                case Entry.LazyCharacters:
                    if (TakeCharacter(index, stack[below], stack[below + 1], ref position))
                    {
                        at = instructions[index].Next;
                        return true;
                    }

                    break;
                case Entry.Loop:
                    position = stack[below];
                    LeaveLoop(instructions[index], position, stack[below + 1]);
                    at = instructions[index].Next;
                    return true;
                case Entry.LazyLoop:
                    position = stack[below];
                    at = BeginRound(instructions[index], position);
                    return true;
                case Entry.LazyPart:
                    position = stack[below];
                    at = BeginPart(index, position, stack[below + 1], -1);
                    return true;
                case Entry.GroupRound:
                    position = stack[below];
                    at = GiveRoundBack(index, stack[below + 1], stack[below + 2], stack[below + 3] != 0);
                    return true;
                case Entry.Part:
                    part = stack[below];
                    if (PartFailed(index, stack[below + 1], stack[below + 2], stack[below + 3], ref at, ref position))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }
}
