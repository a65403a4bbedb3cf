using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Text.Collation;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// How built-ins compare values.
internal sealed partial class Environment
{
    /// <summary>Characters whose place in the order of a locale is found in one step.</summary>
    private const int CollatedPerStep = 16;

    /// <summary>Characters that are brought to their normal form in one step; one may become 18.</summary>
    private const int NormalizedPerStep = 4;

    private static readonly Version WithNormalizedStrings = new(2, 3, 33);

    /// <summary>Which of two numbers or dates is greater; nothing else has an order.</summary>
    public int Compare(Value left, Value right, Expression at)
    {
        if (left.TryGetNumber(out var number) && right.TryGetNumber(out var otherNumber))
        {
            return number.IsNaN || otherNumber.IsNaN
                ? throw Error("NaN is neither less nor greater than any number.", at)
                : Held(number, at).CompareTo(Held(otherNumber, at));
        }

        return left.TryGetDate(out var date) && right.TryGetDate(out var otherDate)
            ? CompareDates(date, otherDate, at)
            : throw Error($"Only numbers and dates of the same kind have an order, but here are {TypeName(left)} and {TypeName(right)}.", at);
    }

    /// <summary>Whether an item of a sequence is the value that is looked for. In the classic mode values of different types compare as texts
    /// (FREEMARKER-227, fixed in 2.3.34).</summary>
    public bool IsItem(Value item, Value sought, Expression at) =>
        Settings.ClassicCompatible && !AreOfOneType(item, sought)
            ? Collate(ToText(item, at), ToText(sought, at), at) == 0
            : AreEqualIfOfOneType(item, sought, at);

    private static bool AreOfOneType(Value left, Value right) =>
        (left.IsNumber && right.IsNumber) || (left.IsDate && right.IsDate) || (left.IsString && right.IsString) || (left.IsBoolean && right.IsBoolean);

    /// <summary>Whether two values are equal; those of different types, and hashes and sequences, are not.</summary>
    private bool AreEqualIfOfOneType(Value left, Value right, Expression at)
    {
        if (left.TryGetNumber(out var number) && right.TryGetNumber(out var otherNumber))
        {
            return Held(number, at).Equals(Held(otherNumber, at));
        }

        if (left.IsDate && right.IsDate && left.TryGetDate(out var date) && right.TryGetDate(out var otherDate))
        {
            return date.Kind != DateKind.Unknown && date.Kind == otherDate.Kind
                ? date.Milliseconds == otherDate.Milliseconds
                : throw ErrorAtElement("Only dates of the same kind compare; say which with ?date, ?time or ?datetime.");
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
        Charge(((long)left.Length + right.Length) / CollatedPerStep, at);
        return Collator.Compare(left, right);
    }

    /// <summary>Whether the locale takes two strings for equal; from 2.3.33 on, whether their characters are, whatever their form.</summary>
    private bool AreEqualTexts(string left, string right, Node at)
    {
        ChargeReading((long)left.Length + right.Length, at);
        if (Text.Collation.Collator.AreSurelyEqual(left, right) is { } known)
        {
            return known;
        }

        if (TemplateSettings.IncompatibleImprovements < WithNormalizedStrings)
        {
            return Collate(left, right, at) == 0;
        }

        Charge(((long)left.Length + right.Length) / NormalizedPerStep, at);
        return CompatibilityForm.AreEqual(left, right);
    }

    private int CompareDates(DateValue left, DateValue right, Expression at) =>
        left.Kind == DateKind.Unknown || right.Kind == DateKind.Unknown || left.Kind != right.Kind
            ? throw Error("Only dates of the same kind compare; say which with ?date, ?time or ?datetime.", at)
            : left.Milliseconds.CompareTo(right.Milliseconds);
}
