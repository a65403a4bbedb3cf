using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>What the left side of a built-in must be; anything else is refused before the arguments are evaluated.</summary>
internal enum BuiltInTarget
{
    /// <summary>Any value, a missing one too: <c>?default</c>, <c>?blank_to_null</c>.</summary>
    AnyOrMissing,

    /// <summary>Any value but a missing one.</summary>
    Any,

    /// <summary>The same, but as in FreeMarker 1, where that is followed, a missing value is an empty text.</summary>
    AnyOrEmpty,

    /// <summary>A macro, function, method or other directive.</summary>
    Callable,

    /// <summary>A string, or what prints as one; the function gets the string.</summary>
    Text,

    Number,

    Boolean,

    Date,

    Sequence,

    /// <summary>A sequence or another collection.</summary>
    Iterable,

    /// <summary>The same, but no range without an end.</summary>
    Finite,

    Hash,

    /// <summary>A hash whose keys can be listed.</summary>
    ExtendedHash,
}

/// <summary>What a built-in charges to the budget by itself, besides the one step of every expression.</summary>
internal enum BuiltInCost
{
    /// <summary>Nothing more: the work is the same whatever the target.</summary>
    Constant,

    /// <summary>The length of the target's text: reading it.</summary>
    Reading,

    /// <summary>The function charges itself, before it allocates, as the work depends on the arguments.</summary>
    Own,
}

/// <summary>Where the arguments of a built-in stand.</summary>
internal enum BuiltInArguments
{
    /// <summary><c>s?trim</c>: a parenthesis that follows calls the result.</summary>
    None,

    /// <summary><c>s?left_pad(5)</c>: without parentheses it is a method that can be called later.</summary>
    Required,

    /// <summary><c>s?html</c> or <c>b?string('yes', 'no')</c>: both forms have a value.</summary>
    Optional,
}

/// <summary>Computes a built-in from the evaluated target and arguments.</summary>
internal delegate Value BuiltInFunction(in BuiltInCall call);

/// <summary>Prints the result of a built-in for a number.</summary>
internal delegate void NumberPrinter(Environment environment, Number value, Node at);

/// <summary>Makes the node of a built-in that evaluates its target or arguments in its own way.</summary>
internal delegate Expression BuiltInFactory(in BuiltInSyntax syntax);

/// <summary>An entry of the table of built-ins.</summary>
internal sealed class BuiltIn
{
    private BuiltIn(string name, BuiltInTarget target, BuiltInArguments arguments, int minimum, int maximum, BuiltInCost cost)
    {
        Name = name;
        CamelName = CamelCase.Of(name);
        Target = target;
        Arguments = arguments;
        MinimumArguments = minimum;
        MaximumArguments = maximum;
        Cost = cost;
    }

    /// <summary>The name in the legacy convention: <c>upper_case</c>.</summary>
    public string Name { get; }

    /// <summary>The name in camel case: <c>upperCase</c>.</summary>
    public string CamelName { get; init; }

    public BuiltInTarget Target { get; }

    public BuiltInArguments Arguments { get; }

    public int MinimumArguments { get; }

    public int MaximumArguments { get; }

    public BuiltInCost Cost { get; }

    /// <summary>Whether the arguments are printed, as <c>${}</c> does, before anything else is done with them.</summary>
    public bool TakesTexts { get; private init; }

    /// <summary>Whether an argument may be a lambda.</summary>
    public bool TakesLambda { get; private init; }

    public BuiltInFactory? Factory { get; private init; }

    private BuiltInFunction? Function { get; init; }

    /// <summary>Prints the result for a number without making a string of it; null where there is no such way.</summary>
    public NumberPrinter? NumberPrinter { get; private init; }

    /// <summary>Whether the target's items may be produced one by one while the built-in asks for them.</summary>
    public bool TakesLazyTarget { get; private init; }

    /// <summary>A built-in without arguments: <c>s?trim</c>.</summary>
    public static BuiltIn Of(string name, BuiltInTarget target, BuiltInCost cost, BuiltInFunction function) =>
        new(name, target, BuiltInArguments.None, 0, 0, cost) { Function = function };

    /// <summary>A built-in that is called: <c>s?left_pad(5)</c>.</summary>
    public static BuiltIn Method(string name, BuiltInTarget target, int minimum, int maximum, BuiltInCost cost, BuiltInFunction function) =>
        new(name, target, BuiltInArguments.Required, minimum, maximum, cost) { Function = function };

    /// <summary>A built-in that may be called: <c>s?truncate_c</c>. Without parentheses the function gets no arguments.</summary>
    public static BuiltIn OptionalMethod(string name, BuiltInTarget target, int minimum, int maximum, BuiltInCost cost, BuiltInFunction function) =>
        new(name, target, BuiltInArguments.Optional, minimum, maximum, cost) { Function = function };

    /// <summary>A built-in with a node of its own: lazy arguments, lambdas, loop variables. The node charges what it does.</summary>
    public static BuiltIn Node(string name, BuiltInArguments arguments, int minimum, int maximum, BuiltInFactory factory) =>
        new(name, BuiltInTarget.AnyOrMissing, arguments, minimum, maximum, BuiltInCost.Own) { Factory = factory };

    /// <summary>A built-in whose only argument may be a lambda.</summary>
    public static BuiltIn WithLambda(string name, BuiltInFactory factory) =>
        new(name, BuiltInTarget.AnyOrMissing, BuiltInArguments.Required, 1, 1, BuiltInCost.Own) { Factory = factory, TakesLambda = true };

    /// <summary>This built-in, taking numbers, dates and the like as arguments where it needs texts.</summary>
    public BuiltIn WithTexts() => new(Name, Target, Arguments, MinimumArguments, MaximumArguments, Cost) { Function = Function, TakesTexts = true };

    /// <summary>This built-in, taking the items of <c>?map</c>, <c>?filter</c> and the like one by one.</summary>
    public BuiltIn Lazily() => new(Name, Target, Arguments, MinimumArguments, MaximumArguments, Cost) { Function = Function, TakesLazyTarget = true };

    /// <summary>This built-in, printing the results for numbers in a way of its own.</summary>
    public BuiltIn PrintingNumbersBy(NumberPrinter printer) =>
        new(Name, Target, Arguments, MinimumArguments, MaximumArguments, Cost) { Function = Function, NumberPrinter = printer };

    /// <summary>Calls the function, whose reading of the target is charged each time.</summary>
    public Value Call(in BuiltInCall call)
    {
        if (Cost == BuiltInCost.Reading)
        {
            call.Environment.Budget.ChargeReading(call.Text.Length, call.Node);
        }

        return Function!(call);
    }

    /// <summary>The arguments are counted while rendering, as FreeMarker does; the error is blamed on the directive or interpolation around.</summary>
    public void CheckCount(Environment environment, int count)
    {
        if (count < MinimumArguments || count > MaximumArguments)
        {
            var range = MaximumArguments == int.MaxValue ? $"at least {MinimumArguments}"
                : MinimumArguments == MaximumArguments ? $"{MinimumArguments}" : $"{MinimumArguments} to {MaximumArguments}";
            throw environment.Errors.AtElement(FormattableString.Invariant($"?{Name} takes {range} arguments, but got {count}."));
        }
    }
}
