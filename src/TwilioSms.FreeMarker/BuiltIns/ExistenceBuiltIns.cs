using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that ask whether there is a value, and accept that there is none.</summary>
internal static class ExistenceBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("exists", BuiltInTarget.AnyOrMissing, BuiltInCost.Constant, static (in call) => !call.Target.IsMissing),
        BuiltIn.Of("has_content", BuiltInTarget.AnyOrMissing, BuiltInCost.Constant, static (in call) => Conversions.HasContent(call.Target)),
        BuiltIn.Of("if_exists", BuiltInTarget.AnyOrMissing, BuiltInCost.Constant, static (in call) =>
            call.Target.IsMissing ? Value.FromObject(new Nothing()) : call.Target),
        BuiltIn.Method("default", BuiltInTarget.AnyOrMissing, 0, int.MaxValue, BuiltInCost.Constant, static (in call) => Default(call)),
    ];

    /// <summary><c>a?default(b, c)</c>: the first that has a value; unlike with <c>!</c>, all of them are evaluated.</summary>
    private static Value Default(in BuiltInCall call)
    {
        var value = call.Target;
        if (value.IsMissing && call.Count == 0)
        {
            throw call.Error("it takes at least 1 argument, but got none.");
        }

        for (var i = 0; i < call.Count && value.IsMissing; i++)
        {
            value = call.Arguments[i];
        }

        return value;
    }
}

/// <summary>What <c>x?if_exists</c> is where there is no x: also false, and a method that returns nothing.</summary>
internal sealed class Nothing : EverythingEmpty, IBooleanSource, IMethod
{
    public bool TakesTexts => false;

    public bool GetBoolean() => false;

    public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) => default;
}
