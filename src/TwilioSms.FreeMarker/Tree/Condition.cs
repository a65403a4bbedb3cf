using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>An expression that is true or false by its nature.</summary>
internal abstract class Condition(int start) : Expression(start)
{
    public abstract override bool EvaluateBoolean(Environment environment);

    public sealed override Value Evaluate(Environment environment) => EvaluateBoolean(environment);
}
