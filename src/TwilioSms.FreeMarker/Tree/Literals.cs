using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>A string without interpolations, a number or a boolean.</summary>
internal sealed class Literal(int start, Value value) : Expression(start)
{
    public Value Value { get; } = value;

    public override bool IsLiteral => true;

    public override Value Evaluate(Environment environment) => Value;

    public override Value EvaluateTolerantly(Environment environment) => Value;
}

/// <summary>A string with interpolations: <c>"Hi ${name}"</c>.</summary>
internal sealed class InterpolatedString(int start, Element[] parts) : Expression(start)
{
    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        Markup? markup = null;
        var textStart = environment.Output.Length;
        foreach (var part in parts)
        {
            switch (part)
            {
                case Interpolation interpolation:
                    if (interpolation.WriteOrReturnMarkup(environment) is { } piece)
                    {
                        var before = environment.Output.Take(textStart);
                        markup = Join(environment, Join(environment, markup, before, piece.Format), piece);
                    }

                    break;
                case NumericInterpolation number:
                    number.Write(environment);
                    break;
                default:
                    environment.Output.Write(((TextElement)part).Text, part);
                    break;
            }
        }

        var text = environment.Output.Take(textStart);
        environment.Budget.ChargeString(text.Length, this);
        return markup is null ? text : Value.FromObject(Join(environment, markup, text, markup.Format));
    }

    private static Markup? Join(Environment environment, Markup? left, string text, OutputFormat format) =>
        text.Length == 0 ? left : Join(environment, left, Markup.FromPlainText(format, text))!;

    private static Markup Join(Environment environment, Markup? left, Markup right) =>
        left is null ? right : Markup.Concatenate(left, right)
            ?? throw environment.Errors.AtElement($"Markup of {left.Format} and of {right.Format} cannot be joined.");
}

/// <summary><c>[a, b]</c>.</summary>
internal sealed class SequenceLiteral(int start, Expression[] items) : Expression(start)
{
    public override bool IsLiteral => Array.TrueForAll(items, item => item.IsLiteral);

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        environment.Budget.ChargeCollection(items.Length, this);
        var values = new Value[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = items[i].EvaluateHeld(environment);
        }

        return environment.Collections.MakeSequence(values, this);
    }
}

/// <summary><c>{'a': 1}</c>.</summary>
internal sealed class HashLiteral(int start, Expression[] keys, Expression[] values) : Expression(start)
{
    public override bool IsLiteral => Array.TrueForAll(keys, key => key.IsLiteral) && Array.TrueForAll(values, value => value.IsLiteral);

    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        environment.Budget.ChargeCollection(keys.Length, this);
        var hash = new LiteralHash(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].EvaluateText(environment);
            environment.Budget.ChargeReading(key.Length, this);
            hash.Set(key, values[i].EvaluateHeld(environment));
        }

        return environment.Collections.MakeHash(hash, this);
    }
}

/// <summary>The hash of a literal. Its size is the number of entries written, even where a key was repeated.</summary>
internal sealed class LiteralHash(int entryCount) : OrderedHash(entryCount)
{
    public int EntryCount { get; } = entryCount;
}
