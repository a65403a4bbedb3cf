using System.Diagnostics.CodeAnalysis;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>How values turn into what an operator or a built-in needs; "at" is the expression blamed when they do not.</summary>
internal sealed class Conversions(Environment environment)
{
    /// <summary>Text as <c>${}</c> prints it: strings as they are; numbers, dates and booleans by the settings' formats.</summary>
    public string ToText(Value value, Expression at)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return value.AsString();
            case ValueKind.Number:
                return environment.Numbers.Format(value.AsNumber(), at);
            case ValueKind.Boolean:
                return BooleanText(value.AsBoolean(), at);
            case ValueKind.Date:
                return environment.Dates.Format(value.AsDate(), at);
            case ValueKind.Missing:
                return OrEmptyText(value, at).AsString();
            default:
                if (value.TryGetString(out var text))
                {
                    return text;
                }

                if (value.TryGetDate(out var date))
                {
                    return environment.Dates.Format(date, at);
                }

                return value.TryGetBoolean(out var boolean)
                    ? BooleanText(boolean, at)
                    : throw environment.Errors.WrongType(at, "a string or something that can be printed (a number, a date, a boolean)", value);
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
            environment.Output.Write(value.AsString(), at);
        }
        else if (value.TryGetNumber(out var number))
        {
            environment.Numbers.Write(number, at);
        }
        else if (value.Kind == ValueKind.Date)
        {
            environment.Dates.Write(value.AsDate(), at);
        }
        else
        {
            environment.Output.Write(ToText(value, at), at);
        }
    }

    /// <summary>The value, which may be missing only with <c>classic_compatible</c>: there it is an empty text then.</summary>
    public Value OrEmptyText(Value value, Expression at) =>
        !value.IsMissing ? value : environment.Dialect.MissingIsEmpty ? Value.EmptyText : throw environment.Errors.Missing(at);

    public Number ToNumber(Value value, Expression at) =>
        value.Kind == ValueKind.Number ? environment.Budget.Held(value.AsNumber(), at) : throw environment.Errors.WrongType(at, "a number", value);

    public bool ToBoolean(Value value, Expression at) =>
        value.TryGetBoolean(out var boolean) ? boolean
        : environment.Dialect.ContentIsTrue ? HasContent(value)
        : throw environment.Errors.WrongType(at, "a boolean", value);

    public DateValue ToDate(Value value, Expression at) =>
        value.TryGetDate(out var date) ? date : throw environment.Errors.WrongType(at, "a date, time or date-time", value);

    public ISequence ToSequence(Value value, Expression at) =>
        value.TryGetSequence(out var sequence) ? sequence : throw environment.Errors.WrongType(at, "a sequence", value);

    public IHash ToHash(Value value, Expression at) =>
        value.TryGetHash(out var hash) ? hash : throw environment.Errors.WrongType(at, "a hash", value);

    public IExtendedHash ToExtendedHash(Value value, Expression at) =>
        value.TryGetExtendedHash(out var hash) ? hash : throw environment.Errors.WrongType(at, "a hash whose keys can be listed", value);

    /// <summary>Whether a value is there and not an empty string, sequence or hash, nor a macro or method, which hold nothing.</summary>
    public static bool HasContent(Value value) => value.Kind switch
    {
        ValueKind.Missing => false,
        ValueKind.String => value.AsString().Length > 0,
        ValueKind.Object => value.Object switch
        {
            ISequence sequence => sequence.Count > 0,
            IText text => text.GetText().Length > 0,
            IIterable iterable => iterable.Iterate().MoveNext(),
            Markup markup => !markup.IsEmpty,
            IHash hash => !hash.IsEmpty,
            _ => value.IsDate || value.IsBoolean,
        },
        _ => true,
    };

    /// <summary>A boolean by <c>boolean_format</c>; its default value prints none.</summary>
    private string BooleanText(bool value, Expression at)
    {
        if (environment.Dialect.PrintsTrueOnly)
        {
            return value ? "true" : string.Empty;
        }

        var format = environment.Settings.BooleanFormat;
        if (format == "c")
        {
            return value ? "true" : "false";
        }

        var comma = format.IndexOf(',');
        return format == "true,false" || comma < 0
            ? throw environment.Errors.UnprintableBoolean(at)
            : value ? format.Substring(0, comma) : format.Substring(comma + 1);
    }

    public Namespace ToNamespace(Expression expression)
    {
        var value = expression.Evaluate(environment);
        return value.Object as Namespace ?? throw environment.Errors.WrongType(expression, "a namespace (what #import or .namespace gives)", value);
    }
}
