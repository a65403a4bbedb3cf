using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>
/// An expression whose items can be produced one by one, for a consumer that takes them so: <c>#list</c>, <c>?first</c>, an index.
/// Anywhere else its value is a finished sequence, and what goes wrong with an item goes wrong at once.
/// </summary>
internal interface ILazyExpression
{
    /// <summary>Whether there is something to be computed later in it; else its value is the same as ever.</summary>
    bool IsLazy { get; }

    /// <summary>The value with its items still to be computed: an <see cref="IIterable"/>, or what <see cref="Expression.Evaluate"/> gives.</summary>
    Value EvaluateLazily(Environment environment);
}
