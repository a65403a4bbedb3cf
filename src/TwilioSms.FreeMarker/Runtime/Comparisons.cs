using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>How values compare.</summary>
internal sealed class Comparisons(Environment environment)
{
    /// <summary>Characters whose place in the order of a locale is found in one step.</summary>
    private const int CollatedPerStep = 16;

    /// <summary>Characters that are brought to their normal form in one step; one may become 18.</summary>
    private const int NormalizedPerStep = 4;

    /// <summary>Compares two values that must be of one type; strings and booleans can only be equal or not.</summary>
    public bool Compare(Value left, Expression leftNode, Operator operation, Value right, Expression rightNode, Expression at)
    {
        if (left.IsMissing || right.IsMissing)
        {
            return environment.Dialect.MissingIsEmpty
                ? Compare(left.IsMissing ? Value.EmptyText : left, leftNode, operation, right.IsMissing ? Value.EmptyText : right, rightNode, at)
                : throw environment.Errors.Missing(left.IsMissing ? leftNode : rightNode);
        }

        if (left.Kind == ValueKind.Number && right.Kind == ValueKind.Number)
        {
            Number number = environment.Budget.Held(left.AsNumber(), at), otherNumber = environment.Budget.Held(right.AsNumber(), at);
            return number.IsNaN || otherNumber.IsNaN
                ? throw environment.Errors.At("NaN compares with nothing, not even with itself; test for it with ?is_nan.", at)
                : operation.Holds(number.CompareTo(otherNumber));
        }

        if (left.IsDate && right.IsDate)
        {
            return operation.Holds(CompareDates(left, leftNode, right, rightNode, at));
        }

        if (left.IsString && right.IsString)
        {
            RequireEquality(operation, "strings", at);
            var (text, otherText) = (environment.Convert.ToText(left, leftNode), environment.Convert.ToText(right, rightNode));
            return AreEqualTexts(text, otherText, at) == (operation != Operator.NotEqual);
        }

        if (left.TryGetBoolean(out var boolean) && right.TryGetBoolean(out var otherBoolean))
        {
            RequireEquality(operation, "booleans", at);
            return boolean == otherBoolean == (operation != Operator.NotEqual);
        }

        if (environment.Dialect.ComparesAsTexts)
        {
            return operation.Holds(Collate(environment.Convert.ToText(left, leftNode), environment.Convert.ToText(right, rightNode), at));
        }

        throw environment.Errors.Incomparable(left, leftNode, right, rightNode, at);
    }

    /// <summary>Which of two numbers or dates is greater; nothing else has an order.</summary>
    public int Compare(Value left, Value right, Expression at)
    {
        if (left.TryGetNumber(out var number) && right.TryGetNumber(out var otherNumber))
        {
            return number.IsNaN || otherNumber.IsNaN
                ? throw environment.Errors.At("NaN is neither less nor greater than any number.", at)
                : environment.Budget.Held(number, at).CompareTo(environment.Budget.Held(otherNumber, at));
        }

        return left.TryGetDate(out var date) && right.TryGetDate(out var otherDate)
            ? CompareDates(date, otherDate, at)
            : throw environment.Errors.At($"Only numbers and dates of the same kind have an order, but here are {RenderErrors.TypeName(left)} and {RenderErrors.TypeName(right)}.", at);
    }

    /// <summary>Whether an item of a sequence is the value that is looked for. In the classic mode values of different types compare as texts
    /// (FREEMARKER-227, fixed in 2.3.34).</summary>
    public bool IsItem(Value item, Value sought, Expression at) =>
        environment.Dialect.ComparesAsTexts && !AreOfOneType(item, sought)
            ? Collate(environment.Convert.ToText(item, at), environment.Convert.ToText(sought, at), at) == 0
            : AreEqualIfOfOneType(item, sought, at);

    private static bool AreOfOneType(Value left, Value right) =>
        (left.IsNumber && right.IsNumber) || (left.IsDate && right.IsDate) || (left.IsString && right.IsString) || (left.IsBoolean && right.IsBoolean);

    /// <summary>Whether two values are equal; those of different types, and hashes and sequences, are not.</summary>
    private bool AreEqualIfOfOneType(Value left, Value right, Expression at)
    {
        if (left.TryGetNumber(out var number) && right.TryGetNumber(out var otherNumber))
        {
            return environment.Budget.Held(number, at).Equals(environment.Budget.Held(otherNumber, at));
        }

        if (left.IsDate && right.IsDate && left.TryGetDate(out var date) && right.TryGetDate(out var otherDate))
        {
            return date.Kind != DateKind.Unknown && date.Kind == otherDate.Kind
                ? date.Milliseconds == otherDate.Milliseconds
                : throw environment.Errors.AtElement("Only dates of the same kind compare; say which with ?date, ?time or ?datetime.");
        }

        if (left.IsString && right.IsString && left.TryGetString(out var text) && right.TryGetString(out var otherText))
        {
            return AreEqualTexts(text, otherText, at);
        }

        return left.TryGetBoolean(out var boolean) && right.TryGetBoolean(out var otherBoolean) && boolean == otherBoolean;
    }

    /// <summary>Which of two strings comes first as the locale sorts them; all their characters may have to be looked at.</summary>
    public int Collate(string left, string right, Node at)
    {
        environment.Budget.Charge(((long)left.Length + right.Length) / CollatedPerStep, at);
        return environment.Texts.Collator.Compare(left, right);
    }

    /// <summary>Whether the locale takes two strings for equal; from 2.3.33 on, whether their characters are, whatever their form.</summary>
    private bool AreEqualTexts(string left, string right, Node at)
    {
        environment.Budget.ChargeReading((long)left.Length + right.Length, at);
        if (Text.Collation.Collator.AreSurelyEqual(left, right) is { } known)
        {
            return known;
        }

        if (!environment.Dialect.NormalizesStrings)
        {
            return Collate(left, right, at) == 0;
        }

        environment.Budget.Charge(((long)left.Length + right.Length) / NormalizedPerStep, at);
        return CompatibilityForm.AreEqual(left, right);
    }

    private int CompareDates(DateValue left, DateValue right, Expression at) =>
        left.Kind == DateKind.Unknown || right.Kind == DateKind.Unknown || left.Kind != right.Kind
            ? throw environment.Errors.At("Only dates of the same kind compare; say which with ?date, ?time or ?datetime.", at)
            : left.Milliseconds.CompareTo(right.Milliseconds);

    private void RequireEquality(Operator operation, string what, Expression at)
    {
        if (operation is not (Operator.Equal or Operator.NotEqual))
        {
            throw environment.Errors.At($"{operation.Symbol()} does not order {what}; only == and != compare them.", at);
        }
    }

    /// <summary>The kinds are compared first; a date that is yet to be read is not read for that.</summary>
    private int CompareDates(Value left, Expression leftNode, Value right, Expression rightNode, Expression at)
    {
        if (left.DateKind == DateKind.Unknown || right.DateKind == DateKind.Unknown)
        {
            throw environment.Errors.At(
                "It is not known whether this is a date, a time or both; say which with ?date, ?time or ?datetime.",
                left.DateKind == DateKind.Unknown ? leftNode : rightNode);
        }

        return left.DateKind == right.DateKind
            ? environment.Convert.ToDate(left, leftNode).Milliseconds.CompareTo(environment.Convert.ToDate(right, rightNode).Milliseconds)
            : throw environment.Errors.At("Only dates of the same kind compare; convert one with ?date, ?time or ?datetime.", at);
    }
}
