using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>a &amp;&amp; b</c>.</summary>
internal sealed class And(Expression left, Expression right) : Condition(left.Start)
{
    public override bool IsOperand => false;

    public Expression Left => left;

    public Expression Right => right;

    // Not asked for when it is needed: a chain of thousands of operators would be as many calls deep.
    public override bool IsLiteral { get; } = left.IsLiteral && right.IsLiteral;

    public override bool EvaluateBoolean(Environment environment)
    {
        environment.Budget.Step(this);
        return left.EvaluateBoolean(environment) && right.EvaluateBoolean(environment);
    }
}

/// <summary><c>a || b</c>.</summary>
internal sealed class Or(Expression left, Expression right) : Condition(left.Start)
{
    public override bool IsOperand => false;

    // Not asked for when it is needed: a chain of thousands of operators would be as many calls deep.
    public override bool IsLiteral { get; } = left.IsLiteral && right.IsLiteral;

    public override bool EvaluateBoolean(Environment environment)
    {
        environment.Budget.Step(this);
        return left.EvaluateBoolean(environment) || right.EvaluateBoolean(environment);
    }
}

/// <summary><c>!a</c>.</summary>
internal sealed class Not(int start, Expression operand) : Condition(start)
{
    public override bool IsOperand => false;

    public override bool IsLiteral => operand.IsLiteral;

    public override bool EvaluateBoolean(Environment environment)
    {
        environment.Budget.Step(this);
        return !operand.EvaluateBoolean(environment);
    }
}

/// <summary><c>-a</c> and <c>+a</c>.</summary>
internal sealed class Sign(int start, bool negative, Expression operand) : Expression(start)
{
    public override bool IsOperand => false;

    public override bool IsLiteral => operand.IsLiteral;

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        if (negative)
        {
            return Number.Negate(operand.EvaluateNumber(environment));
        }

        var value = operand.Evaluate(environment);
        return value.IsMissing ? value : environment.Convert.ToNumber(value, operand);
    }
}

/// <summary>What the right side of a range says.</summary>
internal enum RangeEnd
{
    /// <summary>The last item: <c>..</c>.</summary>
    Included,

    /// <summary>The one after the last item: <c>..&lt;</c>.</summary>
    Excluded,

    /// <summary>How many items there are: <c>..*</c>.</summary>
    Length,
}

/// <summary><c>a..b</c>, <c>a..&lt;b</c>, <c>a..*b</c>, <c>a..</c>.</summary>
internal sealed class RangeExpression(RangeEnd end, Expression first, Expression? last) : Expression(first.Start)
{
    public override bool IsOperand => false;

    public override bool IsLiteral => first.IsLiteral && last is null or { IsLiteral: true };

    /// <summary>A range is no boolean, whatever its ends are.</summary>
    public override bool EvaluateBoolean(Environment environment) =>
        throw environment.Errors.WrongType(this, "a boolean", Value.FromObject(RangeSequence.To(0, 0)));

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        var from = first.EvaluateNumber(environment).ToInt32();
        if (last is null)
        {
            return Value.FromObject(RangeSequence.From(from));
        }

        var to = last.EvaluateNumber(environment).ToInt32();
        return Value.FromObject(end switch
        {
            RangeEnd.Excluded => RangeSequence.Before(from, to),
            RangeEnd.Length => RangeSequence.OfLength(from, to),
            _ => RangeSequence.To(from, to),
        });
    }
}

/// <summary><c>x -&gt; x * 2</c>: given to built-ins only, which call it for each item.</summary>
internal sealed class Lambda(int start, int[] slots, Expression body) : Expression(start)
{
    public override bool IsOperand => false;

    public int ParameterCount => slots.Length;

    /// <summary>The body's value for an item.</summary>
    public Value Invoke(Environment environment, Value item)
    {
        environment.Slots.Set(slots[0], item);
        return body.Evaluate(environment);
    }

    public override Value Evaluate(Environment environment) =>
        throw environment.Errors.At("A lambda can only be given to a built-in such as ?filter or ?map.", this);
}
