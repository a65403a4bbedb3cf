using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>
/// A variable by its plain name. Loop variables, parameters and locals are found while parsing; the others by name.
/// </summary>
internal sealed class Variable(int start, string name) : Expression(start)
{
    public string Name { get; } = name;

    public override string? VariableName => Name;

    public override bool IsPath => true;

    /// <summary>Where the loop variable or local of that name is kept; -1 where there is none. Set by the parser only.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>What the name means where the slot is empty: the same name further out; null: a variable found by name.</summary>
    public Variable? Outer { get; set; }

    /// <summary>A lambda's parameter hides other variables of its name even when it is missing.</summary>
    public bool HidesOthers { get; set; }

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        return Slot < 0 ? environment.Variables.Find(Name) : Read(environment);
    }

    public override Value EvaluateTolerantly(Environment environment) => Evaluate(environment);

    private Value Read(Environment environment)
    {
        var value = environment.Slots[Slot];
        return !value.IsMissing || HidesOthers ? value
            : Outer is not null ? Outer.Evaluate(environment)
            : environment.Variables.Find(Name);
    }
}
