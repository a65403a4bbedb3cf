using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace TwilioSms.FreeMarker;

/// <summary>
/// A value of the template language in 24 bytes: numbers, booleans and dates are held in place and never boxed; whatever else
/// a value can be is an object that implements the interfaces of <c>Capabilities.cs</c>.
/// </summary>
[DebuggerDisplay("{Kind}: {reference,nq}")]
internal readonly struct Value
{
    private readonly object? reference;
    private readonly long bits;
    private readonly int scale;
    private readonly ValueKind kind;
    private readonly NumberKind numberKind;

    private Value(ValueKind kind, object? reference, long bits, int scale)
    {
        this.kind = kind;
        this.reference = reference;
        this.bits = bits;
        this.scale = scale;
    }

    private Value(in Number number)
    {
        kind = ValueKind.Number;
        number.Store(out reference, out bits, out scale, out numberKind);
    }

    /// <summary>No value; also <c>default</c>.</summary>
    public static Value Missing => default;

    public static Value True => From(true);

    public static Value False => From(false);

    public static Value EmptyText => From(string.Empty);

    public ValueKind Kind => kind;

    public bool IsMissing => Kind == ValueKind.Missing;

    public bool IsString => Kind == ValueKind.String || reference is IText;

    public bool IsNumber => Kind == ValueKind.Number;

    public bool IsBoolean => Kind == ValueKind.Boolean || (Kind == ValueKind.Object && reference is IBooleanSource);

    public bool IsDate => Kind == ValueKind.Date || (Kind == ValueKind.Object && reference is IDateSource);

    /// <summary>The kind of what <see cref="IsDate"/>.</summary>
    public DateKind DateKind => reference is IDateSource source ? source.Kind : (DateKind)scale;

    /// <summary>The object of <see cref="ValueKind.Object"/>, else null.</summary>
    public object? Object => Kind == ValueKind.Object ? reference : null;

    public static Value From(string text) => new(ValueKind.String, text, 0, 0);

    public static Value From(bool value) => new(ValueKind.Boolean, null, value ? 1 : 0, 0);

    public static Value From(int value) => new(ValueKind.Number, null, value, 0);

    public static Value From(in Number value) => new(value);

    public static Value From(DateValue value) => new(ValueKind.Date, null, value.Milliseconds, (int)value.Kind);

    /// <summary>A value that is what <paramref name="capabilities"/> implements; null is a missing value.</summary>
    public static Value FromObject(object? capabilities)
    {
        Debug.Assert(capabilities is not (string or Value), "Has a kind of its own.");
        return capabilities is null ? default : new(ValueKind.Object, capabilities, 0, 0);
    }

    public static implicit operator Value(string text) => From(text);

    public static implicit operator Value(bool value) => From(value);

    public static implicit operator Value(Number value) => From(value);

    public static implicit operator Value(DateValue value) => From(value);

    /// <summary>The text of a <see cref="ValueKind.String"/>; no conversion.</summary>
    public string AsString() => (string)reference!;

    /// <summary>The number of a <see cref="ValueKind.Number"/>.</summary>
    public Number AsNumber() => new(reference, bits, scale, numberKind);

    /// <summary>The boolean of a <see cref="ValueKind.Boolean"/>.</summary>
    public bool AsBoolean() => bits != 0;

    /// <summary>The date of a <see cref="ValueKind.Date"/>.</summary>
    public DateValue AsDate() => new(bits, (DateKind)scale);

    /// <summary>Whether the value is a whole number that fits, and which.</summary>
    public bool TryGetInt32(out int value)
    {
        if (Kind == ValueKind.Number)
        {
            return AsNumber().TryToInt32(out value);
        }

        value = 0;
        return false;
    }

    /// <summary>The text of a string or of an <see cref="IText"/>; numbers and dates are not converted.</summary>
    public bool TryGetString(Environment environment, [NotNullWhen(true)] out string? text)
    {
        text = Kind == ValueKind.String ? (string)reference! : (reference as IText)?.GetText(environment);
        return text is not null;
    }

    public bool TryGetNumber(out Number number)
    {
        number = Kind == ValueKind.Number ? AsNumber() : default;
        return Kind == ValueKind.Number;
    }

    public bool TryGetBoolean(Environment environment, out bool value)
    {
        if (Kind == ValueKind.Object && reference is IBooleanSource source)
        {
            value = source.GetBoolean(environment);
            return true;
        }

        value = bits != 0;
        return Kind == ValueKind.Boolean;
    }

    public bool TryGetDate(Environment environment, out DateValue value)
    {
        if (Kind == ValueKind.Object && reference is IDateSource source)
        {
            value = source.GetDate(environment);
            return true;
        }

        value = Kind == ValueKind.Date ? AsDate() : default;
        return Kind == ValueKind.Date;
    }

    /// <summary>The value as <typeparamref name="T"/>, one of the interfaces of <c>Capabilities.cs</c>.</summary>
    public bool TryGet<T>([NotNullWhen(true)] out T? capability)
        where T : class
    {
        capability = Kind == ValueKind.Object ? reference as T : null;
        return capability is not null;
    }

    public bool TryGetSequence([NotNullWhen(true)] out ISequence? sequence) => TryGet(out sequence);

    public bool TryGetHash([NotNullWhen(true)] out IHash? hash) => TryGet(out hash);

    public bool TryGetExtendedHash([NotNullWhen(true)] out IExtendedHash? hash) => TryGet(out hash);

    public bool TryGetMethod([NotNullWhen(true)] out IMethod? method) => TryGet(out method);
}
