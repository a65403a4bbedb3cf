namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that ask whether there is a value, and accept that there is none.</summary>
internal static class ExistenceBuiltIns
{
    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("exists", BuiltInTarget.AnyOrMissing, BuiltInCost.Constant, static (in call) => !call.Target.IsMissing),
        BuiltIn.Of("has_content", BuiltInTarget.AnyOrMissing, BuiltInCost.Constant, static (in call) => HasContent(call.Environment, call.Target)),
        BuiltIn.Of("if_exists", BuiltInTarget.AnyOrMissing, BuiltInCost.Constant, static (in call) =>
            call.Target.IsMissing ? Value.FromObject(new Nothing()) : call.Target),
        BuiltIn.Method("default", BuiltInTarget.AnyOrMissing, 0, int.MaxValue, BuiltInCost.Constant, static (in call) => Default(call)),
    ];

    /// <summary>Whether a value is there and not an empty string, sequence or hash, nor a macro or method, which hold nothing.</summary>
    public static bool HasContent(Environment environment, Value value) => value.Kind switch
    {
        ValueKind.Missing => false,
        ValueKind.String => value.AsString().Length > 0,
        ValueKind.Object => value.Object switch
        {
            ISequence sequence => sequence.Count > 0,
            IText text => text.GetText(environment).Length > 0,
            IIterable iterable => iterable.Iterate(environment).MoveNext(environment),
            Markup markup => !markup.IsEmpty,
            IHash hash => !hash.IsEmpty,
            _ => value.IsDate || value.IsBoolean,
        },
        _ => true,
    };

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

/// <summary>An empty string, sequence and hash at once: what <c>x!</c> is where there is no x.</summary>
internal class EverythingEmpty : IText, ISequence, IExtendedHash
{
    public static readonly EverythingEmpty Instance = new();

    protected EverythingEmpty()
    {
    }

    public int Count => 0;

    public bool IsEmpty => true;

    public Value this[int index] => default;

    public string GetText(Environment environment) => string.Empty;

    public Value Get(string key, Environment environment) => default;

    public string KeyAt(int position) => throw new ArgumentOutOfRangeException(nameof(position));

    public Value ValueAt(int position) => throw new ArgumentOutOfRangeException(nameof(position));
}

/// <summary>What <c>x?if_exists</c> is where there is no x: also false, and a method that returns nothing.</summary>
internal sealed class Nothing : EverythingEmpty, IBooleanSource, IMethod
{
    public bool TakesTexts => false;

    public bool GetBoolean(Environment environment) => false;

    public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) => default;
}
