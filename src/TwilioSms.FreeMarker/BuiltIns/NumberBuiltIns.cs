using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins of numbers.</summary>
internal static class NumberBuiltIns
{
    private const int Letters = 26;

    public static readonly BuiltIn[] All =
    [
        Of("abs", static (in call) => Number.Abs(call.Number)),
        Of("round", static (in call) => ToWhole(call, Number.Round)),
        Of("floor", static (in call) => ToWhole(call, Number.Floor)),
        Of("ceiling", static (in call) => ToWhole(call, Number.Ceiling)),
        Of("byte", static (in call) => Value.From(unchecked((sbyte)call.Number.ToInt32()))),
        Of("short", static (in call) => Value.From(unchecked((short)call.Number.ToInt32()))),
        Of("int", static (in call) => Value.From(call.Number.ToInt32())),
        BuiltIn.Of("long", BuiltInTarget.Any, BuiltInCost.Constant, static (in call) =>
            Number.From(call.Target.TryGetDate(out var date) ? date.Milliseconds : call.Number.ToInt64())),
        Of("float", static (in call) => Number.From(call.Number.ToSingle())),
        Of("double", static (in call) => Number.From(call.Number.ToDouble())),
        Of("is_nan", static (in call) => call.Number.IsNaN),
        Of("is_infinite", static (in call) => call.Number.IsInfinite),
        Of("number_to_date", static (in call) => ToDate(call, DateKind.Date)),
        Of("number_to_time", static (in call) => ToDate(call, DateKind.Time)),
        Of("number_to_datetime", static (in call) => ToDate(call, DateKind.DateTime)),
        Of("lower_abc", static (in call) => ToLetters(call, 'a')),
        Of("upper_abc", static (in call) => ToLetters(call, 'A')),
        BuiltIn.Of("number", BuiltInTarget.Text, BuiltInCost.Reading, static (in call) => Parse(call, call.Text)),
    ];

    private static BuiltIn Of(string name, BuiltInFunction function) => BuiltIn.Of(name, BuiltInTarget.Number, BuiltInCost.Constant, function);

    private static Value ToWhole(in BuiltInCall call, Func<Number, Number> function)
    {
        try
        {
            return function(call.Number);
        }
        catch (ArithmeticException)
        {
            throw call.Environment.Errors.At($"?{call.BuiltIn.Name} needs a finite number; {call.TargetNode.Describe()} is none, or too large for a double.", call.Node);
        }
    }

    private static Value ToDate(in BuiltInCall call, DateKind kind) => call.Number.TryRoundToInt64(out var milliseconds)
        ? new DateValue(milliseconds, kind)
        : throw call.Error("the number of milliseconds does not fit into 64 bits.");

    /// <summary>The number as spreadsheets letter their columns: a, b, ... z, aa, ab.</summary>
    private static Value ToLetters(in BuiltInCall call, char first)
    {
        if (!call.Number.TryToInt32(out var number) || number < 1)
        {
            throw call.Error(FormattableString.Invariant($"it takes a whole number from 1 to {int.MaxValue}."));
        }

        const int MostLetters = 7;
        Span<char> letters = stackalloc char[MostLetters];
        var start = MostLetters;
        for (; number > 0; number = (number - 1) / Letters)
        {
            letters[--start] = (char)(first + ((number - 1) % Letters));
        }

        return letters.Slice(start).ToString();
    }

    private static Value Parse(in BuiltInCall call, string text)
    {
        switch (text)
        {
            case "INF" or "Infinity":
                return Number.From(double.PositiveInfinity);
            case "-INF" or "-Infinity":
                return Number.From(double.NegativeInfinity);
            case "NaN":
                return Number.From(double.NaN);
        }

        if (!Number.TryParse(text.AsSpan(), out var number))
        {
            throw call.Error("the string is not a number. It takes digits with a sign, a point and an exponent if need be, as in -1234.5, and nothing else.");
        }

        call.Environment.Budget.ChargeDigits(number.Digits, call.Node);
        return number;
    }
}
