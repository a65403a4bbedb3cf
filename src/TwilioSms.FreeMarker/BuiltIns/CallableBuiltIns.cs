using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of macros, functions, methods and other directives.</summary>
internal static class CallableBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Method("with_args", BuiltInTarget.Callable, 1, 1, BuiltInCost.Own, static (in call) => WithArguments(call, last: false)),
        BuiltIn.Method("with_args_last", BuiltInTarget.Callable, 1, 1, BuiltInCost.Own, static (in call) => WithArguments(call, last: true)),
        BuiltIn.Of("namespace", BuiltInTarget.Any, BuiltInCost.Constant, static (in call) => call.Target.Object is MacroValue macro
            ? Value.FromObject(call.Environment.Variables.NamespaceOf(macro.Macro))
            : throw call.Environment.Errors.WrongType(call.TargetNode, "a macro or function", call.Target)),
    ];

    private static Value WithArguments(in BuiltInCall call, bool last)
    {
        var positional = call.Arguments[0].Object as ISequence;
        var named = positional is null ? call.Arguments[0].Object as IExtendedHash : null;
        if (positional is null && named is null)
        {
            throw call.WrongArgument(0, "a sequence or a hash");
        }

        call.Environment.Budget.ChargeCollection(positional?.Count ?? named!.Count, call.Node);
        switch (call.Target.Object)
        {
            case MacroValue { Macro: var macro }:
                return positional is null && macro.IsFunction
                    ? throw call.Error("the arguments of a function have no names; give them as a sequence.")
                    : Value.FromObject(new MacroValue(macro, new BoundArguments(positional, named, last)));
            case IMethod method:
                return positional is null
                    ? throw call.Error("the arguments of a method have no names; give them as a sequence.")
                    : Value.FromObject(new BoundMethod(method, positional, last));
            case IDirective directive:
                return named is null
                    ? throw call.Error("the parameters of a directive have names; give them as a hash.")
                    : Value.FromObject(new BoundDirective(directive, named, last));
            default:
                return call.Target;
        }
    }

    /// <summary>A directive with parameters given beforehand, before which those of the call go.</summary>
    private sealed class BoundDirective(IDirective directive, IExtendedHash bound, bool last) : IDirective
    {
        public Flow Execute(Environment environment, UserCall call, OrderedHash parameters)
        {
            environment.Budget.ChargeCollection((long)bound.Count + parameters.Count, call);
            var all = new OrderedHash(bound.Count + parameters.Count);
            AddTo(all, last ? parameters : bound);
            AddTo(all, last ? bound : parameters);
            AddTo(all, parameters);
            return directive.Execute(environment, call, all);
        }

        private static void AddTo(OrderedHash all, IExtendedHash some)
        {
            for (var i = 0; i < some.Count; i++)
            {
                all.Set(some.KeyAt(i), some.ValueAt(i));
            }
        }
    }

    /// <summary>A method with arguments given beforehand.</summary>
    private sealed class BoundMethod(IMethod method, ISequence bound, bool last) : IMethod
    {
        public bool TakesTexts { get; } = method.TakesTexts;

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call)
        {
            environment.Budget.ChargeCollection(1L + bound.Count + arguments.Length, call);
            var all = new Value[bound.Count + arguments.Length];
            for (var i = 0; i < bound.Count; i++)
            {
                all[last ? arguments.Length + i : i] = TakesTexts ? environment.Convert.ToText(bound[i], call) : bound[i];
            }

            arguments.CopyTo(all.AsSpan(last ? 0 : bound.Count));
            return method.Invoke(environment, all, call);
        }
    }
}
