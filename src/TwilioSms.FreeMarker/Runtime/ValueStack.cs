using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>One stack holds the slots of what runs and, above them, the arguments of calls, so that neither is allocated for a call.</summary>
internal sealed class ValueStack
{
    private Value[] stack = new Value[16];
    private int used;

    /// <summary>Where the slots of what runs start.</summary>
    public int Frame { get; set; }

    /// <summary>Where free room starts.</summary>
    public int Top { get; private set; }

    /// <summary>What a slot of what runs holds.</summary>
    public ref readonly Value this[int slot] => ref stack[Frame + slot];

    public void Set(int slot, Value value) => stack[Frame + slot] = value;

    /// <summary>What is at a place of the whole stack.</summary>
    public Value At(int index) => stack[index];

    public void SetAt(int index, Value value) => stack[index] = value;

    /// <summary>Evaluates arguments onto the stack, missing ones too; <see cref="Pop"/> with the result takes them off.</summary>
    public int PushArguments(Expression[] expressions, Environment environment)
    {
        var start = Top;
        foreach (var expression in expressions)
        {
            var value = expression.Evaluate(environment);
            var top = Push(1);
            stack[top] = value;
        }

        return start;
    }

    /// <summary>The same, each printed as <c>${}</c> does before the next is evaluated.</summary>
    public int PushTexts(Expression[] expressions, Environment environment)
    {
        var start = Top;
        foreach (var expression in expressions)
        {
            var text = expression.EvaluateText(environment);
            var top = Push(1);
            stack[top] = text;
        }

        return start;
    }

    public ReadOnlySpan<Value> From(int start) => stack.AsSpan(start, Top - start);

    public void Pop(int start) => Top = start;

    /// <summary>Room for the slots of a unit that is about to run; all are empty.</summary>
    public int PushFrame(Unit unit)
    {
        var start = Push(unit.SlotCount);
        if (unit.SlotCount > 0)
        {
            stack.AsSpan(start, unit.SlotCount).Clear();
        }

        return start;
    }

    public void Clear()
    {
        if (used > 0)
        {
            stack.AsSpan(0, used).Clear();
            (Top, used, Frame) = (0, 0, 0);
        }
    }

    private int Push(int count)
    {
        var start = Top;
        Top += count;
        if (Top > used)
        {
            used = Top;
            if (Top > stack.Length)
            {
                Array.Resize(ref stack, Math.Max(stack.Length * 2, Top));
            }
        }

        return start;
    }
}
