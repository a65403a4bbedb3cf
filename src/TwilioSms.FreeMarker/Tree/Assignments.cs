using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Where an assigned variable lives.</summary>
internal enum VariableScope
{
    Namespace,
    Global,
    Local,
}

/// <summary>One <c>name = value</c> of an <c>#assign</c>, <c>#global</c> or <c>#local</c>.</summary>
/// <param name="start">Where it starts, which is blamed for what is wrong with the variable: at the name, but at the directive where it is the only one.</param>
/// <param name="name">The variable.</param>
/// <param name="slot">The slot of a local.</param>
/// <param name="operation">The operator that changes the value; null for a plain <c>=</c>.</param>
/// <param name="value">The right side; none for <c>++</c> and <c>--</c>.</param>
internal sealed class Assignment(int start, string name, int slot, Operator? operation, Expression? value) : Expression(start)
{
    public string Name => name;

    public void Execute(Environment environment, VariableScope scope, Namespace? target)
    {
        var result = operation is { } change ? Combine(environment, change, scope, target) : value!.Evaluate(environment);
        environment.Variables.Assign(scope, target, name, slot, environment.Convert.OrEmptyText(result, value ?? this));
    }

    public override Value Evaluate(Environment environment) => default;

    private Value Combine(Environment environment, Operator change, VariableScope scope, Namespace? target)
    {
        var old = environment.Variables.Read(scope, target, name, slot);
        if (change == Operator.Add && value is not null)
        {
            old = !old.IsMissing || environment.Dialect.MissingIsEmpty ? environment.Convert.OrEmptyText(old, this) : throw Unset(environment);
            return environment.Operators.Add(old, this, environment.Convert.OrEmptyText(value.Evaluate(environment), value), value, this);
        }

        if (old.IsMissing)
        {
            throw Unset(environment);
        }

        if (!old.TryGetNumber(out var number))
        {
            throw environment.Errors.At($"{name} is {RenderErrors.TypeName(old)}, so only += can change it, and only if it is a string, sequence or hash.", this);
        }

        return environment.Operators.Calculate(change, number, value is null ? Number.One : value.EvaluateNumber(environment), this);
    }

    private TemplateRenderException Unset(Environment environment) => environment.Errors.At(
        TemplateRenderFailure.MissingValue, $"{name} has no value that could be changed. Set it first: {environment.Position.Source.Tag($"<#assign {name} = value>")}.", this);
}

/// <summary><c>#assign a = 1 b = 2 in ns</c>.</summary>
internal sealed class Assign(int start, VariableScope scope, Assignment[] assignments, Expression? target) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        environment.Position.Element = assignments[0];
        var space = target is null ? null : environment.Convert.ToNamespace(target);
        foreach (var assignment in assignments)
        {
            environment.Budget.Step(this);
            environment.Position.Element = assignment;
            assignment.Execute(environment, scope, space);
        }

        return Flow.Next;
    }
}

/// <summary><c>#assign x</c> up to its end tag: the output in between is the value.</summary>
internal sealed class Capture(int start, VariableScope scope, string name, int slot, Expression? target, OutputFormat format, Block content)
    : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var outputStart = environment.Output.Length;
        var flow = content.Execute(environment);
        var text = environment.Output.Take(outputStart);
        if (flow != Flow.Next)
        {
            return flow;
        }

        environment.Position.Element = this;
        environment.Budget.ChargeString(text.Length, this);
        var space = target is null ? null : environment.Convert.ToNamespace(target);
        environment.Variables.Assign(scope, space, name, slot, format.IsMarkup ? Value.FromObject(Markup.FromMarkup(format, text)) : text);
        return Flow.Next;
    }
}
