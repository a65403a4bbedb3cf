using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// The operators on values, as #assign's shorthands, #case and expressions share them.
internal sealed partial class Environment
{
    /// <summary>What two numbers of 64 bits and up to 18 decimals have together at most; computing with them is part of the operator's step.</summary>
    private const int FreeDigits = 74;

    /// <summary>How many sums are views of each other at most.</summary>
    private const int MostViews = 4;

    /// <summary>Compares two values that must be of one type; strings and booleans can only be equal or not.</summary>
    public bool Compare(Value left, Expression leftNode, Operator operation, Value right, Expression rightNode, Expression at)
    {
        if (left.IsMissing || right.IsMissing)
        {
            return Settings.ClassicCompatible
                ? Compare(left.IsMissing ? Value.EmptyText : left, leftNode, operation, right.IsMissing ? Value.EmptyText : right, rightNode, at)
                : throw Missing(left.IsMissing ? leftNode : rightNode);
        }

        if (left.Kind == ValueKind.Number && right.Kind == ValueKind.Number)
        {
            Number number = Held(left.AsNumber(), at), otherNumber = Held(right.AsNumber(), at);
            return number.IsNaN || otherNumber.IsNaN
                ? throw Error("NaN compares with nothing, not even with itself; test for it with ?is_nan.", at)
                : operation.Holds(number.CompareTo(otherNumber));
        }

        if (left.IsDate && right.IsDate)
        {
            return operation.Holds(CompareDates(left, leftNode, right, rightNode, at));
        }

        if (left.IsString && right.IsString)
        {
            RequireEquality(operation, "strings", at);
            var (text, otherText) = (ToText(left, leftNode), ToText(right, rightNode));
            return AreEqualTexts(text, otherText, at) == (operation != Operator.NotEqual);
        }

        if (left.TryGetBoolean(out var boolean) && right.TryGetBoolean(out var otherBoolean))
        {
            RequireEquality(operation, "booleans", at);
            return boolean == otherBoolean == (operation != Operator.NotEqual);
        }

        if (Settings.ClassicCompatible)
        {
            return operation.Holds(Collate(ToText(left, leftNode), ToText(right, rightNode), at));
        }

        throw Incomparable(left, leftNode, right, rightNode, at);
    }

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
            return Concatenate(sequence, otherSequence, at);
        }

        if (left.TryGetHash(out var hash) && right.TryGetHash(out var otherHash) && !(CanPrint(left) && CanPrint(right)))
        {
            return Concatenate(hash, otherHash, at);
        }

        if (left.Object is JoinedText joined && right.Object is not Markup)
        {
            var added = ToText(right, rightNode);
            ChargeString((long)joined.Length + added.Length, added.Length, at);
            return Value.FromObject(joined.Add(added));
        }

        var leftMarkup = left.Object as Markup;
        var leftText = leftMarkup is null ? ToText(left, leftNode) : string.Empty;
        var rightMarkup = right.Object as Markup;
        var rightText = rightMarkup is null ? ToText(right, rightNode) : string.Empty;
        if (leftMarkup is null && rightMarkup is null)
        {
            return Concatenate(leftText, rightText, at);
        }

        leftMarkup ??= Markup.FromPlainText(rightMarkup!.Format, leftText);
        rightMarkup ??= Markup.FromPlainText(leftMarkup.Format, rightText);
        ChargeString((long)leftMarkup.Text.Length + rightMarkup.Text.Length, at);
        return Value.FromObject(Markup.Concatenate(leftMarkup, rightMarkup)
            ?? throw Error($"Markup of {leftMarkup.Format} and of {rightMarkup.Format} cannot be joined.", at));
    }

    /// <summary>The entries of two hashes; of two with the same key that of the right one.</summary>
    public OrderedHash Join(IExtendedHash left, IExtendedHash right, Expression at)
    {
        int leftCount = left.Count, rightCount = right.Count;
        ChargeCollection((long)leftCount + rightCount, at);
        var joined = new OrderedHash(leftCount + rightCount);
        for (var i = 0; i < leftCount; i++)
        {
            joined.Set(left.KeyAt(i), left.ValueAt(i));
        }

        for (var i = 0; i < rightCount; i++)
        {
            joined.Set(right.KeyAt(i), right.ValueAt(i));
        }

        return joined;
    }

    /// <summary>Arithmetic, charged by the size of its result before it is computed.</summary>
    public Number Calculate(Operator operation, Number left, Number right, Expression at)
    {
        if (!left.IsShort || !right.IsShort || Limits.NumberDigits < FreeDigits)
        {
            ChargeDigits(left.Digits + right.Digits, at);
        }

        try
        {
            return operation switch
            {
                Operator.Add => Number.Add(left, right),
                Operator.Subtract => Number.Subtract(left, right),
                Operator.Multiply => Number.Multiply(left, right),
                Operator.Divide => Number.Divide(left, right),
                _ => Number.Remainder(left, right),
            };
        }
        catch (ArithmeticException e)
        {
            throw e is DivideByZeroException
                ? ErrorAtElement($"{TextOf(at)}: a division by zero.", e)
                : Error(TemplateRenderFailure.Other, $"{TextOf(at)}: {ComputedText.Mark(e.Message)}", at, e);
        }
    }

    private static bool CanPrint(Value value) => value.Kind != ValueKind.Object || value.IsString || value.IsDate || value.IsBoolean || value.Object is Markup;

    private void RequireEquality(Operator operation, string what, Expression at)
    {
        if (operation is not (Operator.Equal or Operator.NotEqual))
        {
            throw Error($"{operation.Symbol()} does not order {what}; only == and != compare them.", at);
        }
    }

    /// <summary>The kinds are compared first; a date that is yet to be read is not read for that.</summary>
    private int CompareDates(Value left, Expression leftNode, Value right, Expression rightNode, Expression at)
    {
        if (left.DateKind == DateKind.Unknown || right.DateKind == DateKind.Unknown)
        {
            throw Error(
                "It is not known whether this is a date, a time or both; say which with ?date, ?time or ?datetime.",
                left.DateKind == DateKind.Unknown ? leftNode : rightNode);
        }

        return left.DateKind == right.DateKind
            ? ToDate(left, leftNode).Milliseconds.CompareTo(ToDate(right, rightNode).Milliseconds)
            : throw Error("Only dates of the same kind compare; convert one with ?date, ?time or ?datetime.", at);
    }

    private Value Concatenate(string left, string right, Expression at)
    {
        var length = (long)left.Length + right.Length;
        ChargeString(length, at);
        return length < JoinedText.Shortest ? string.Concat(left, right) : Value.FromObject(JoinedText.Of(this, left, right));
    }

    /// <summary>Whether something that may still change is added, so that the sum is a view of it; sums of many are copies, so that they stay shallow.</summary>
    private static bool IsView(object left, object right) =>
        (left is ILive { IsLive: true } || right is ILive { IsLive: true }) && Math.Max(Nesting.Around(left), Nesting.Around(right)) <= MostViews;

    private Value Concatenate(ISequence left, ISequence right, Expression at)
    {
        if (IsView(left, right))
        {
            return Nested(new JoinedSequence(left, right), at);
        }

        var count = (long)left.Count + right.Count;
        ChargeCollection(count, at);
        var items = new Value[(int)count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = i < left.Count ? left[i] : right[i - left.Count];
        }

        return MakeSequence(items, at);
    }

    private Value Concatenate(IHash left, IHash right, Expression at)
    {
        if (left is not IExtendedHash first || right is not IExtendedHash second)
        {
            return Nested(new JoinedHash(left, right), at);
        }

        if (first.Count == 0)
        {
            return Value.FromObject(second);
        }

        if (second.Count == 0)
        {
            return Value.FromObject(first);
        }

        return IsView(first, second) ? Nested(new JoinedLiveHash(this, first, second, at), at) : MakeHash(Join(first, second, at), at);
    }
}
