using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>
/// <c>x?string</c>, <c>x?string('0.00')</c>, <c>x?string.computer</c>: numbers and dates by a format, booleans as one of two texts.
/// </summary>
internal sealed class StringBuiltIn(Expression target, Expression[]? arguments) : Expression(target.Start), IPrintingExpression
{
    public override Value Evaluate(Environment environment)
    {
        environment.Budget.Step(this);
        return Print(environment, target.EvaluateRequired(environment));
    }

    public Value PrintOrEvaluate(Environment environment)
    {
        environment.Budget.Step(this);
        var value = target.EvaluateRequired(environment);
        if (arguments is { Length: 1 } && value.TryGetNumber(out var number))
        {
            _ = environment.Numbers.Current();
            environment.Numbers.Write(number, arguments[0].EvaluateText(environment), this);
            return Value.Printed;
        }

        return Print(environment, value);
    }

    public override string Describe() => $"{target.Describe()}?string{(arguments is null ? string.Empty : "(...)")}";

    private Value Print(Environment environment, Value value) =>
        arguments is null ? PrintByDefault(environment, value) : Print(environment, value, arguments);

    private Value Print(Environment environment, Value value, Expression[] formats)
    {
        if (formats.Length == 1 && value.TryGetNumber(out var number))
        {
            _ = environment.Numbers.Current();
            return environment.Numbers.Format(number, formats[0].EvaluateText(environment), this);
        }

        var isDate = value.TryGetDate(out var date);
        if (!isDate && !value.IsNumber && !value.TryGetBoolean(out _))
        {
            throw value.IsString
                ? environment.Errors.WrongType(this, "a method", environment.Convert.ToText(value, target))
                : environment.Errors.WrongType(target, "a number, date, boolean or string", value);
        }

        if (isDate && date.Kind != DateKind.Unknown)
        {
            environment.Dates.RequireFormat(date.Kind);
        }

        var texts = Array.ConvertAll(formats, format => format.EvaluateText(environment));
        return isDate || value.IsNumber
            ? Printed.By(environment, isDate ? date : value, texts, this)
            : PrintedBoolean.By(environment, environment.Convert.ToBoolean(value, target), texts);
    }

    private Value PrintByDefault(Environment environment, Value value)
    {
        if (value.TryGetNumber(out var number))
        {
            return Value.FromObject(new PrintedNumber(environment, number, environment.Numbers.Current(), this));
        }

        if (value.TryGetDate(out var date))
        {
            if (date.Kind != DateKind.Unknown)
            {
                environment.Dates.RequireFormat(date.Kind); // one of unknown kind may still be given a format
            }

            return Value.FromObject(new PrintedDate(environment, date, environment.Settings));
        }

        if (value.IsString)
        {
            return environment.Convert.ToText(value, target);
        }

        return value.TryGetBoolean(out var boolean)
            ? Value.FromObject(new PrintedBoolean(environment, boolean))
            : throw environment.Errors.WrongType(target, "a number, date, boolean or string", value);
    }

    /// <summary>The text of <c>boolean_format</c>; unlike <c>${}</c>, ?string falls back to true and false.</summary>
    private static string BooleanText(Environment environment, bool value)
    {
        var format = environment.Settings.BooleanFormat;
        var comma = format.IndexOf(',');
        return comma < 0
            ? value ? "true" : "false"
            : value ? format.Substring(0, comma) : format.Substring(comma + 1);
    }

    private static string[] Texts(ReadOnlySpan<Value> arguments)
    {
        var texts = new string[arguments.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = arguments[i].AsString();
        }

        return texts;
    }

    private static TemplateRenderException WrongCount(Environment environment, string expected, int count) =>
        environment.Errors.AtElement(FormattableString.Invariant($"?string(...) takes {expected}, but got {count}."));

    /// <summary>A number's or date's <c>?string</c>: its text, and a hash and a method of other formats.</summary>
    private abstract class Printed(Environment environment, Value value) : IText, IHash, IMethod
    {
        private string? text;

        public bool TakesTexts => true;

        public bool IsEmpty => false;

        public static Value By(Environment environment, Value value, string[] formats, Node at)
        {
            if (formats.Length != 1)
            {
                throw WrongCount(environment, "a format as its argument", formats.Length);
            }

            return value.TryGetNumber(out var number)
                ? environment.Numbers.Format(number, formats[0], at)
                : environment.Dates.Format(value.AsDate(), formats[0], at);
        }

        public string GetText() => text ??= Print(environment, value);

        public Value Get(string key) => By(environment, value, [key], environment.Position.Element);

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) =>
            By(environment, value, Texts(arguments), call);

        protected abstract string Print(Environment environment, Value value);
    }

    /// <summary>A number as the format prints it that was in force.</summary>
    private sealed class PrintedNumber(Environment environment, Number number, NumberFormat format, Node at) : Printed(environment, number)
    {
        protected override string Print(Environment environment, Value value) => environment.Numbers.Format(value.AsNumber(), format, at);
    }

    /// <summary>A date as the settings print it that were in force.</summary>
    private sealed class PrintedDate(Environment environment, DateValue date, RenderSettings settings) : Printed(environment, date)
    {
        protected override string Print(Environment environment, Value value) => environment.Dates.Format(value.AsDate(), settings, environment.Position.Element);
    }

    /// <summary>A boolean's <c>?string</c>: its text by the <c>boolean_format</c> that is in force where it is asked for, and a method of other texts.</summary>
    private sealed class PrintedBoolean(Environment environment, bool value) : IText, IMethod
    {
        public bool TakesTexts => true;

        public static Value By(Environment environment, bool value, string[] texts) => texts.Length == 2
            ? texts[value ? 0 : 1]
            : throw WrongCount(environment, "two arguments, the texts for true and for false", texts.Length);

        public string GetText() => BooleanText(environment, value);

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) =>
            By(environment, value, Texts(arguments));
    }
}
