namespace TwilioSms.FreeMarker.Tree;

/// <summary>A branch of an <c>#if</c>: <c>#else</c> has no condition.</summary>
internal sealed class Branch(int start, Expression? condition, Block content) : Node(start)
{
    public Expression? Condition => condition;

    public Block Content => content;
}

/// <summary><c>#if</c> with its <c>#elseif</c> and <c>#else</c>.</summary>
internal sealed class If(int start, Branch[] branches) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Budget.Step(this);
        foreach (var branch in branches)
        {
            environment.Position.Element = branch;
            if (branch.Condition is null || branch.Condition.EvaluateBoolean(environment))
            {
                return branch.Content.Execute(environment);
            }
        }

        return Flow.Next;
    }
}

/// <summary>A <c>#case</c>, <c>#on</c> or <c>#default</c>.</summary>
/// <param name="start">Where its tag starts.</param>
/// <param name="values">What the value is compared with; none for the default.</param>
/// <param name="content">What is executed.</param>
internal sealed class SwitchCase(int start, Expression[] values, Block content) : Node(start)
{
    public Expression[] Values => values;

    public Block Content => content;
}

/// <summary>
/// <c>#switch</c>: <c>#case</c> falls through to the next one, <c>#on</c> does not. Out of a <c>#case</c> <c>#continue</c> leads no
/// further than <c>#break</c>, as in FreeMarker; out of an <c>#on</c> both are those of the loop around.
/// </summary>
internal sealed class Switch(int start, Expression subject, SwitchCase[] cases, bool fallsThrough) : Element(start)
{
    private readonly int defaultCase = Array.FindIndex(cases, static candidate => candidate.Values.Length == 0);

    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var (chosen, end) = (0, cases.Length);
        while (chosen < end && !Matches(environment, cases[chosen]))
        {
            chosen++;
        }

        if (chosen == end)
        {
            // The default runs alone then, though a case that matched before it falls through into and out of it.
            chosen = defaultCase;
            end = chosen + 1;
        }

        for (var i = chosen; i >= 0 && i < end; i++)
        {
            var flow = cases[i].Content.Execute(environment);
            if (flow is Flow.Break or Flow.Continue && fallsThrough)
            {
                // FreeMarker does not tell the two apart here: a #continue does not reach the #list around either.
                return Flow.Next;
            }

            if (flow != Flow.Next || !fallsThrough)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    /// <summary>The value that is switched on is evaluated anew for each comparison, as in FreeMarker, and not at all without any.</summary>
    private bool Matches(Environment environment, SwitchCase candidate)
    {
        foreach (var expression in candidate.Values)
        {
            var value = subject.Evaluate(environment);
            if (environment.Comparisons.Compare(value, subject, Operator.Equal, expression.Evaluate(environment), expression, expression))
            {
                return true;
            }
        }

        return false;
    }
}
