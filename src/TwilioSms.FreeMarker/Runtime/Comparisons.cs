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

    /// <summary>Whether the operator holds between two values, which must be of one type; strings and booleans can only be equal or not.</summary>
    public bool Compare(Value left, Expression leftNode, Operator operation, Value right, Expression rightNode, Expression at)
    {
        if (left.IsMissing || right.IsMissing)
        {
            return environment.Dialect.MissingIsEmpty
                ? Compare(left.IsMissing ? Value.EmptyText : left, leftNode, operation, right.IsMissing ? Value.EmptyText : right, rightNode, at)
                : throw environment.Errors.Missing(left.IsMissing ? leftNode : rightNode);
        }

        return Holds(left, leftNode, operation, right, rightNode, at)
            ?? (environment.Dialect.ComparesAsTexts
                ? operation.Holds(CollateTexts(left, leftNode, right, rightNode, at))
                : throw environment.Errors.Incomparable(left, leftNode, right, rightNode, at));
    }

    /// <summary>Whether the operator holds between two items of a sequence, of which one is to be the first or the last.</summary>
    public bool CompareItems(Value item, Operator operation, Value other, Expression at) =>
        Holds(item, at, operation, other, at, at)
            ?? (environment.Dialect.ComparesAsTexts
                ? operation.Holds(CollateTexts(item, at, other, at, at))
                : throw environment.Errors.At(
                    $"Only numbers and dates of the same kind have an order, but here are {RenderErrors.TypeName(item)} and {RenderErrors.TypeName(other)}.", at));

    /// <summary>Whether an item of a sequence is the value that is looked for: one of another type is not. In the classic mode values of different
    /// types compare as texts (FREEMARKER-227, fixed in 2.3.34).</summary>
    public bool IsItem(Value item, Value sought, Expression at) =>
        Holds(item, null, Operator.Equal, sought, null, at)
            ?? (environment.Dialect.ComparesAsTexts && CollateTexts(item, at, sought, at, at) == 0);

    /// <summary>The order of two values of one type: numbers by value, dates by time, strings as the locale sorts them, false before true. Charges nothing
    /// and refuses nothing.</summary>
    public int Order(Value left, Value right)
    {
        if (left.TryGetNumber(out var number) && right.TryGetNumber(out var otherNumber))
        {
            return number.CompareTo(otherNumber);
        }

        if (left.TryGetString(out var text) && right.TryGetString(out var otherText))
        {
            return environment.Texts.Collator.Compare(text, otherText);
        }

        if (left.TryGetDate(out var date) && right.TryGetDate(out var otherDate))
        {
            return date.Milliseconds.CompareTo(otherDate.Milliseconds);
        }

        return left.TryGetBoolean(out var boolean) && right.TryGetBoolean(out var otherBoolean) ? boolean.CompareTo(otherBoolean) : 0;
    }

    /// <summary>Whether the operator holds; null where the values are of different types, or of one that does not compare.</summary>
    private bool? Holds(in Value left, Expression? leftNode, Operator operation, in Value right, Expression? rightNode, Expression at)
    {
        if (left.IsNumber && right.IsNumber)
        {
            Number number = environment.Budget.Held(left.AsNumber(), at), otherNumber = environment.Budget.Held(right.AsNumber(), at);
            return number.IsNaN || otherNumber.IsNaN
                ? throw Error("NaN compares with nothing, not even with itself; test for it with ?is_nan.", leftNode is null ? null : at)
                : operation.Holds(number.CompareTo(otherNumber));
        }

        return left.IsString && right.IsString
            ? HoldsOfTexts(left, operation, right, at)
            : HoldsOfOthers(left, leftNode, operation, right, rightNode, at);
    }

    private bool HoldsOfTexts(in Value left, Operator operation, in Value right, Expression at)
    {
        RequireEquality(operation, "Strings", at); // before a text is made that nobody needs
        return left.TryGetString(out var text) && right.TryGetString(out var otherText) && AreEqualTexts(text, otherText, at) == (operation != Operator.NotEqual);
    }

    private bool? HoldsOfOthers(in Value left, Expression? leftNode, Operator operation, in Value right, Expression? rightNode, Expression at)
    {
        if (left.IsDate && right.IsDate)
        {
            RequireOneKind(left, leftNode, right, rightNode, at);
            return operation.Holds(Order(left, right));
        }

        if (left.IsBoolean && right.IsBoolean)
        {
            RequireEquality(operation, "Booleans", at);
            return operation.Holds(Order(left, right));
        }

        return null;
    }

    /// <summary>Which of two strings comes first as the locale sorts them; all their characters may have to be looked at.</summary>
    private int Collate(string left, string right, Node at)
    {
        environment.Budget.Charge(((long)left.Length + right.Length) / CollatedPerStep, at);
        return environment.Texts.Collator.Compare(left, right);
    }

    private int CollateTexts(Value left, Expression leftNode, Value right, Expression rightNode, Expression at) =>
        Collate(environment.Convert.ToText(left, leftNode), environment.Convert.ToText(right, rightNode), at);

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

    private void RequireEquality(Operator operation, string what, Expression at)
    {
        if (operation is not (Operator.Equal or Operator.NotEqual))
        {
            throw environment.Errors.At($"{what} have no order; only == and != compare them.", at);
        }
    }

    /// <summary>Dates compare with dates of their kind; one that is yet to be read is not read for that.</summary>
    private void RequireOneKind(Value left, Expression? leftNode, Value right, Expression? rightNode, Expression at)
    {
        if (left.DateKind == DateKind.Unknown || right.DateKind == DateKind.Unknown)
        {
            throw Error(
                "It is not known whether this is a date, a time or both; say which with ?date, ?time or ?datetime.",
                left.DateKind == DateKind.Unknown ? leftNode : rightNode);
        }

        if (left.DateKind != right.DateKind)
        {
            throw Error("Only dates of the same kind compare; convert one with ?date, ?time or ?datetime.", leftNode is null ? null : at);
        }
    }

    /// <summary>An error of values; those that no expression of their own gives are the element's.</summary>
    private TemplateRenderException Error(string message, Expression? at) => at is null ? environment.Errors.AtElement(message) : environment.Errors.At(message, at);
}
