using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of loop variables: where the loop stands.</summary>
internal static class LoopVariableBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        Of("index", static (index, _) => Value.From(index)),
        Of("counter", static (index, _) => Value.From(index + 1)),
        Of("has_next", static (_, hasNext) => hasNext),
        Of("is_first", static (index, _) => index == 0),
        Of("is_last", static (_, hasNext) => !hasNext),
        Of("is_odd_item", static (index, _) => index % 2 == 0),
        Of("is_even_item", static (index, _) => index % 2 == 1),
        Of("item_parity", static (index, _) => index % 2 == 0 ? "odd" : "even"),
        Of("item_parity_cap", static (index, _) => index % 2 == 0 ? "Odd" : "Even"),
        Of("item_cycle", static (index, _) => Value.FromObject(new Cycle(index))),
    ];

    private delegate Value LoopFunction(int index, bool hasNext);

    private static BuiltIn Of(string name, LoopFunction function) => BuiltIn.Node(
        name, BuiltInArguments.None, 0, 0, (in syntax) => new LoopState(syntax.Target, Loop(syntax), function));

    /// <summary>The loop of the variable on the left; parameters of lambdas are none, and do not hide any.</summary>
    private static LoopSlots Loop(in BuiltInSyntax syntax)
    {
        if (syntax.Target is not Variable { Name: var name })
        {
            throw syntax.Error($"?{syntax.BuiltIn.Name} can only follow the name of a loop variable, as in x?{syntax.BuiltIn.Name}.", syntax.Target.Start);
        }

        var scope = Scope.Find(syntax.Place.Scope, name);
        while (scope is { Loop: null, IsOfCall: false })
        {
            scope = Scope.Find(scope.Outer, name);
        }

        if (scope is { IsOfCall: true })
        {
            throw syntax.Error($"?{syntax.BuiltIn.Name} needs the variable of a #list, but {name} comes from the macro that is called here.", syntax.Target.Start);
        }

        return scope?.Loop ?? (syntax.Place.IsBroken ? new LoopSlots(syntax.Place.Unit.NewSlot(), syntax.Place.Unit.NewSlot()) : null) ?? throw syntax.Error($"?{syntax.BuiltIn.Name} needs a loop variable, but no loop around has one named {name}.", syntax.Target.Start);
    }

    private sealed class LoopState(Expression variable, LoopSlots loop, LoopFunction function) : Expression(variable.Start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            _ = environment.Slots[loop.Index].TryGetInt32(out var index);
            return function(index, environment.Slots[loop.HasNext].AsBoolean());
        }
    }

    /// <summary><c>x?item_cycle('a', 'b')</c>: the arguments in turn. All of them are evaluated.</summary>
    private sealed class Cycle(int index) : IMethod
    {
        public bool TakesTexts => false;

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) =>
            arguments.Length == 0
                ? throw environment.Errors.AtElement("?item_cycle takes at least 1 argument, but got none.")
                : arguments[index % arguments.Length];
    }
}
