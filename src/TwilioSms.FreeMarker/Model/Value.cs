using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TwilioSms.FreeMarker.Model;

/// <summary>
/// A value of the template language in two machine words: numbers, booleans and dates are held in place and never boxed; whatever else
/// a value can be is an object that implements the interfaces of <c>Capabilities.cs</c>.
/// </summary>
/// <remarks>A call that is not inlined takes the address of its value, which then lives in memory: so what is often called is inlined.</remarks>
[DebuggerDisplay("{Kind}: {reference,nq}")]
internal readonly struct Value
{
    private static readonly object HasPrinted = new();

    // A string, an object, or the form of what is in the bits; null where there is no value.
    private readonly object? reference;
    private readonly long bits;

    private Value(object? reference, long bits)
    {
        this.reference = reference;
        this.bits = bits;
    }

    /// <summary>No value; also <c>default</c>.</summary>
    public static Value Missing => default;

    /// <summary>What an expression returns that has printed its value by itself.</summary>
    public static Value Printed => FromObject(HasPrinted);

    public static Value True => From(true);

    public static Value False => From(false);

    public static Value EmptyText => From(string.Empty);

    public ValueKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => reference switch
        {
            null => ValueKind.Missing,
            string => ValueKind.String,
            Form form => form.Kind,
            _ => ValueKind.Object,
        };
    }

    public bool IsMissing => reference is null;

    public bool IsPrinted => ReferenceEquals(reference, HasPrinted);

    public bool IsString => reference is string or IText;

    public bool IsNumber => reference is Form { Kind: ValueKind.Number };

    public bool IsBoolean => reference is Form form ? form.Kind == ValueKind.Boolean : reference is IBooleanSource;

    public bool IsDate => reference is Form form ? form.Kind == ValueKind.Date : reference is IDateSource;

    /// <summary>The kind of what <see cref="IsDate"/>.</summary>
    public DateKind DateKind => reference is IDateSource source ? source.Kind : ((Form)reference!).DateKind;

    /// <summary>What can be asked for the interfaces of <c>Capabilities.cs</c>, of which neither a string nor what is in the bits has any.</summary>
    public object? Object => reference;

    public static Value From(string text) => new(text, 0);

    public static Value From(bool value) => new(Form.Boolean, value ? 1 : 0);

    public static Value From(int value) => new(Form.Whole, value);

    public static Value From(Number value) => new(value.Form, value.Bits);

    public static Value From(DateValue value) => new(Form.Date(value.Kind), value.Milliseconds);

    /// <summary>A value that is what <paramref name="capabilities"/> implements; null is a missing value.</summary>
    public static Value FromObject(object? capabilities)
    {
        Debug.Assert(capabilities is not (string or Form or Value), "Has a kind of its own.");
        return new(capabilities, 0);
    }

    public static implicit operator Value(string text) => From(text);

    public static implicit operator Value(bool value) => From(value);

    public static implicit operator Value(Number value) => From(value);

    public static implicit operator Value(DateValue value) => From(value);

    /// <summary>The text of a <see cref="ValueKind.String"/>; no conversion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string AsString() => (string)reference!;

    /// <summary>The number of a <see cref="ValueKind.Number"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Number AsNumber() => new((Form)reference!, bits);

    /// <summary>The boolean of a <see cref="ValueKind.Boolean"/>.</summary>
    public bool AsBoolean() => bits != 0;

    /// <summary>The date of a <see cref="ValueKind.Date"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DateValue AsDate() => new(bits, ((Form)reference!).DateKind);

    /// <summary>Whether the value is a whole number that fits, and which.</summary>
    public bool TryGetInt32(out int value)
    {
        value = 0;
        return TryGetNumber(out var number) && number.TryToInt32(out value);
    }

    /// <summary>The text of a string or of an <see cref="IText"/>; numbers and dates are not converted.</summary>
    public bool TryGetString([NotNullWhen(true)] out string? text)
    {
        text = reference as string ?? (reference as IText)?.GetText();
        return text is not null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNumber(out Number number)
    {
        var isNumber = reference is Form { Kind: ValueKind.Number };
        number = isNumber ? AsNumber() : default;
        return isNumber;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetBoolean(out bool value)
    {
        if (reference is Form form)
        {
            value = bits != 0;
            return form.Kind == ValueKind.Boolean;
        }

        var source = reference as IBooleanSource;
        value = source is not null && source.GetBoolean();
        return source is not null;
    }

    public bool TryGetDate(out DateValue value)
    {
        if (reference is IDateSource source)
        {
            value = source.GetDate();
            return true;
        }

        var isDate = reference is Form { Kind: ValueKind.Date };
        value = isDate ? AsDate() : default;
        return isDate;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetSequence([NotNullWhen(true)] out ISequence? sequence)
    {
        sequence = reference as ISequence;
        return sequence is not null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetHash([NotNullWhen(true)] out IHash? hash)
    {
        hash = reference as IHash;
        return hash is not null;
    }

    public bool TryGetExtendedHash([NotNullWhen(true)] out IExtendedHash? hash)
    {
        hash = reference as IExtendedHash;
        return hash is not null;
    }
}
