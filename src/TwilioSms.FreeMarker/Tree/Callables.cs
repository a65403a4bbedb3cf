using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>A value that can be called inside an expression: <c>f(1, 2)</c>.</summary>
internal interface IMethod
{
    /// <summary>Whether its arguments are printed, as <c>${}</c> does, before it is called.</summary>
    bool TakesTexts { get; }

    /// <param name="environment">The running template.</param>
    /// <param name="arguments">The arguments; valid until the method evaluates something else.</param>
    /// <param name="call">The calling expression, for errors.</param>
    Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call);
}

/// <summary>A value that <c>&lt;@x/&gt;</c> can execute and that is no macro.</summary>
internal interface IDirective
{
    /// <param name="environment">The running template.</param>
    /// <param name="call">The call.</param>
    /// <param name="parameters">What it gives by name.</param>
    Flow Execute(Environment environment, UserCall call, OrderedHash parameters);
}

/// <summary>A directive of the older kind, <c>?is_transform</c>, which takes no <c>?with_args</c>.</summary>
internal interface ITransform : IDirective;
