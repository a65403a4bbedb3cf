namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
internal sealed class Comparison(Operator operation, Expression left, Expression right) : Condition(left.Start)
{
    public override bool IsOperand => false;

    public override bool IsLiteral => left.IsLiteral && right.IsLiteral;

    public override bool EvaluateBoolean(Environment environment)
    {
        environment.Budget.Step(this);
        var a = left.Evaluate(environment);
        var b = right.Evaluate(environment);
        return environment.Comparisons.Compare(a, left, operation, b, right, this);
    }
}
