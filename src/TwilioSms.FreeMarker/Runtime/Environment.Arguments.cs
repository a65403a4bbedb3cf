namespace TwilioSms.FreeMarker;

// Arguments of calls live on one stack, so that a call allocates nothing.
internal sealed partial class Environment
{
    private Value[] arguments = new Value[16];
    private int argumentsTop;

    /// <summary>Evaluates expressions onto the argument stack; <see cref="PopArguments"/> with the result takes them off.</summary>
    public int PushArguments(Expression[] expressions, bool tolerateMissing = false)
    {
        var start = argumentsTop;
        foreach (var expression in expressions)
        {
            var value = expression.Evaluate(this);
            if (value.IsMissing && !tolerateMissing)
            {
                throw Missing(expression);
            }

            if (argumentsTop == arguments.Length)
            {
                Array.Resize(ref arguments, arguments.Length * 2);
            }

            arguments[argumentsTop++] = value;
        }

        return start;
    }

    public ReadOnlySpan<Value> ArgumentsFrom(int start) => arguments.AsSpan(start, argumentsTop - start);

    public void PopArguments(int start)
    {
        Array.Clear(arguments, start, argumentsTop - start);
        argumentsTop = start;
    }
}
