using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// One stack holds the slots of what runs and, above them, the arguments of calls, so that neither is allocated for a call.
internal sealed partial class Environment
{
    private Value[] stack = new Value[16];
    private int stackTop;
    private int stackUsed;
    private int frame;

    public ref readonly Value Slot(int slot) => ref stack[frame + slot];

    public Value SlotAt(int index) => stack[index];

    public void SetSlot(int slot, Value value) => stack[frame + slot] = value;

    /// <summary>Evaluates arguments onto the stack, missing ones too; <see cref="PopArguments"/> with the result takes them off.</summary>
    public int PushArguments(Expression[] expressions)
    {
        var start = stackTop;
        foreach (var expression in expressions)
        {
            var value = expression.Evaluate(this);
            var top = Push(1);
            stack[top] = value;
        }

        return start;
    }

    /// <summary>The same, each printed as <c>${}</c> does before the next is evaluated.</summary>
    public int PushTexts(Expression[] expressions)
    {
        var start = stackTop;
        foreach (var expression in expressions)
        {
            var text = expression.EvaluateText(this);
            var top = Push(1);
            stack[top] = text;
        }

        return start;
    }

    public ReadOnlySpan<Value> ArgumentsFrom(int start) => stack.AsSpan(start, stackTop - start);

    public void PopArguments(int start) => stackTop = start;

    /// <summary>Room for the slots of a unit that is about to run; all are empty.</summary>
    private int PushFrame(Unit unit)
    {
        var start = Push(unit.SlotCount);
        if (unit.SlotCount > 0)
        {
            stack.AsSpan(start, unit.SlotCount).Clear();
        }

        return start;
    }

    private void ClearStack()
    {
        if (stackUsed > 0)
        {
            stack.AsSpan(0, stackUsed).Clear();
            (stackTop, stackUsed, frame) = (0, 0, 0);
        }
    }

    private int Push(int count)
    {
        var start = stackTop;
        stackTop += count;
        if (stackTop > stackUsed)
        {
            stackUsed = stackTop;
            if (stackTop > stack.Length)
            {
                Array.Resize(ref stack, Math.Max(stack.Length * 2, stackTop));
            }
        }

        return start;
    }
}
