using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>a + b</c>, of numbers and of what can be joined.</summary>
internal sealed class Addition(Expression left, Expression right) : Expression(left.Start)
{
    public override bool IsOperand => false;

    // Not asked for when it is needed: a chain of thousands of operators would be as many calls deep.
    public override bool IsLiteral { get; } = left.IsLiteral && right.IsLiteral;

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        var a = left.Evaluate(environment);
        var b = right.Evaluate(environment);
        return environment.Operators.Add(a, left, b, right, this);
    }
}

/// <summary><c>-</c>, <c>*</c>, <c>/</c>, <c>%</c>.</summary>
internal sealed class Arithmetic(Operator operation, Expression left, Expression right) : Expression(left.Start)
{
    public override bool IsOperand => false;

    // Not asked for when it is needed: a chain of thousands of operators would be as many calls deep.
    public override bool IsLiteral { get; } = left.IsLiteral && right.IsLiteral;

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        var a = left.EvaluateNumber(environment);
        var b = right.EvaluateNumber(environment);
        return environment.Operators.Calculate(operation, a, b, this);
    }
}
