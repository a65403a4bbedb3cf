using System.Diagnostics.CodeAnalysis;

namespace TwilioSms.FreeMarker;

// How values turn into what an operator or a built-in needs; "at" is the expression blamed when they do not.
internal sealed partial class Environment
{
    /// <summary>Text as <c>${}</c> prints it: strings as they are; numbers, dates and booleans by the settings' formats.</summary>
    public string ToText(Value value, Expression at)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return value.AsString();
            case ValueKind.Number:
                return NumberText.Format(this, value.AsNumber(), at);
            case ValueKind.Boolean:
                return BooleanText(value.AsBoolean(), at);
            case ValueKind.Date:
                return DateText.Format(this, value.AsDate(), at);
            case ValueKind.Missing:
                return OrEmptyText(value, at).AsString();
            default:
                if (value.TryGetString(this, out var text))
                {
                    return text;
                }

                if (value.TryGetDate(this, out var date))
                {
                    return DateText.Format(this, date, at);
                }

                return value.TryGetBoolean(this, out var boolean)
                    ? BooleanText(boolean, at)
                    : throw WrongType(at, "a string or something that can be printed (a number, a date, a boolean)", value);
        }
    }

    /// <summary>As <see cref="ToText"/>, but false for what cannot be text.</summary>
    public bool TryToText(Value value, Expression at, [NotNullWhen(true)] out string? text)
    {
        text = value.Kind != ValueKind.Object || value.IsString || value.IsDate || value.IsBoolean ? ToText(value, at) : null;
        return text is not null;
    }

    /// <summary>Writes text as <see cref="ToText"/> makes it.</summary>
    public void WriteText(Value value, Expression at)
    {
        if (value.Kind == ValueKind.String)
        {
            Write(value.AsString(), at);
        }
        else if (value.TryGetNumber(out var number))
        {
            NumberText.Write(this, number, at);
        }
        else if (value.Kind == ValueKind.Date)
        {
            DateText.Write(this, value.AsDate(), at);
        }
        else
        {
            Write(ToText(value, at), at);
        }
    }

    /// <summary>The value, which may be missing only with <c>classic_compatible</c>: there it is an empty text then.</summary>
    public Value OrEmptyText(Value value, Expression at) =>
        !value.IsMissing ? value : Settings.ClassicCompatible ? Value.EmptyText : throw Missing(at);

    public Number ToNumber(Value value, Expression at) =>
        value.Kind == ValueKind.Number ? Held(value.AsNumber(), at) : throw WrongType(at, "a number", value);

    public bool ToBoolean(Value value, Expression at) =>
        value.TryGetBoolean(this, out var boolean) ? boolean
        : Settings.ClassicCompatible ? ExistenceBuiltIns.HasContent(this, value)
        : throw WrongType(at, "a boolean", value);

    public DateValue ToDate(Value value, Expression at) =>
        value.TryGetDate(this, out var date) ? date : throw WrongType(at, "a date, time or date-time", value);

    public ISequence ToSequence(Value value, Expression at) =>
        value.TryGetSequence(out var sequence) ? sequence : throw WrongType(at, "a sequence", value);

    public IHash ToHash(Value value, Expression at) =>
        value.TryGetHash(out var hash) ? hash : throw WrongType(at, "a hash", value);

    public IExtendedHash ToExtendedHash(Value value, Expression at) =>
        value.TryGetExtendedHash(out var hash) ? hash : throw WrongType(at, "a hash whose keys can be listed", value);

    /// <summary>The value of <paramref name="expression"/>, or missing where something it needs is missing.</summary>
    public Value EvaluateTolerantly(Expression expression)
    {
        var state = Save();
        try
        {
            return expression.Evaluate(this);
        }
        catch (TemplateRenderException e) when (e.Failure == TemplateRenderFailure.MissingValue)
        {
            Recover(state);
            return Value.Missing;
        }
    }

    /// <summary>A boolean by <c>boolean_format</c>; its default value prints none.</summary>
    private string BooleanText(bool value, Expression at)
    {
        if (Settings.ClassicCompatible)
        {
            return value ? "true" : string.Empty;
        }

        var format = Settings.BooleanFormat;
        if (format == "c")
        {
            return value ? "true" : "false";
        }

        var comma = format.IndexOf(',');
        return format == "true,false" || comma < 0
            ? throw UnprintableBoolean(at)
            : value ? format.Substring(0, comma) : format.Substring(comma + 1);
    }
}
