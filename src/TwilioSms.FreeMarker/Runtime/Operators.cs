using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The operators on values that compute, as expressions and the shorthands of <c>#assign</c> share them.</summary>
internal sealed class Operators(Environment environment)
{
    /// <summary>What two numbers of 64 bits and up to 18 decimals have together at most; computing with them is part of the operator's step.</summary>
    private const int FreeDigits = 74;

    /// <summary><c>+</c>: adds numbers, joins sequences, texts and hashes.</summary>
    public Value Add(Value left, Expression leftNode, Value right, Expression rightNode, Expression at)
    {
        if (left.Kind == ValueKind.Number && right.Kind == ValueKind.Number)
        {
            return Calculate(Operator.Add, left.AsNumber(), right.AsNumber(), at);
        }

        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String)
        {
            return Concatenate(left.AsString(), right.AsString(), at);
        }

        if (left.TryGetSequence(out var sequence) && right.TryGetSequence(out var otherSequence))
        {
            return environment.Collections.Concatenate(sequence, otherSequence, at);
        }

        if (left.TryGetHash(out var hash) && right.TryGetHash(out var otherHash) && !(CanPrint(left) && CanPrint(right)))
        {
            return environment.Collections.Concatenate(hash, otherHash, at);
        }

        if (left.Object is JoinedText joined && right.Object is not Markup)
        {
            var added = environment.Convert.ToText(right, rightNode);
            environment.Budget.ChargeString((long)joined.Length + added.Length, added.Length, at);
            return Value.FromObject(joined.Add(added));
        }

        var leftMarkup = left.Object as Markup;
        var leftText = leftMarkup is null ? environment.Convert.ToText(left, leftNode) : string.Empty;
        var rightMarkup = right.Object as Markup;
        var rightText = rightMarkup is null ? environment.Convert.ToText(right, rightNode) : string.Empty;
        if (leftMarkup is null && rightMarkup is null)
        {
            return Concatenate(leftText, rightText, at);
        }

        leftMarkup ??= Markup.FromPlainText(rightMarkup!.Format, leftText);
        rightMarkup ??= Markup.FromPlainText(leftMarkup.Format, rightText);
        environment.Budget.ChargeString((long)leftMarkup.Text.Length + rightMarkup.Text.Length, at);
        return Value.FromObject(Markup.Concatenate(leftMarkup, rightMarkup)
            ?? throw environment.Errors.At($"Markup of {leftMarkup.Format} and of {rightMarkup.Format} cannot be joined.", at));
    }

    /// <summary>Arithmetic, charged by the size of its result before it is computed.</summary>
    public Number Calculate(Operator operation, Number left, Number right, Expression at)
    {
        if (!left.IsShort || !right.IsShort || environment.Budget.Limits.NumberDigits < FreeDigits)
        {
            environment.Budget.ChargeDigits(left.Digits + right.Digits, at);
        }

        try
        {
            return Compute(operation, left, right);
        }
        catch (ArithmeticException e)
        {
            throw e is DivideByZeroException
                ? environment.Errors.AtElement($"{environment.Errors.TextOf(at)}: a division by zero.", e)
                : environment.Errors.At(TemplateRenderFailure.Other, $"{environment.Errors.TextOf(at)}: {ComputedText.Mark(e.Message)}", at, e);
        }
    }

    private static Number Compute(Operator operation, Number left, Number right) => operation switch
    {
        Operator.Add => Number.Add(left, right),
        Operator.Subtract => Number.Subtract(left, right),
        Operator.Multiply => Number.Multiply(left, right),
        Operator.Divide => Number.Divide(left, right),
        _ => Number.Remainder(left, right),
    };

    private static bool CanPrint(Value value) => value.Kind != ValueKind.Object || value.IsString || value.IsDate || value.IsBoolean || value.Object is Markup;

    private Value Concatenate(string left, string right, Expression at)
    {
        var length = (long)left.Length + right.Length;
        environment.Budget.ChargeString(length, at);
        return length < JoinedText.Shortest ? string.Concat(left, right) : Value.FromObject(JoinedText.Of(environment.Budget, environment.Position, left, right));
    }
}
