namespace TwilioSms.FreeMarker;

/// <summary>Prints numbers by the <c>number_format</c> in force or a format of the template's own.</summary>
internal static class NumberText
{
    private static readonly Version WithComputerFormat = new(2, 3, 32);

    /// <summary>The text of a number in string concatenation and built-ins: the settings' number format and locale.</summary>
    public static string Format(Environment environment, Number value, Node at) =>
        Format(environment, value, Current(environment), at);

    /// <summary>Writes a number as <c>${}</c> does.</summary>
    public static void Write(Environment environment, Number value, Node at) =>
        Write(environment, value, Current(environment), at);

    /// <summary>The number format of the settings in force, which is looked at before another one is used instead of it.</summary>
    public static NumberFormat Current(Environment environment) =>
        environment.NumberFormats.Current(environment.Settings)
        ?? environment.NumberFormats.KeepCurrent(environment.Settings, Named(environment, environment.Settings.NumberFormat));

    /// <summary>The text under a format of the template's own: <c>?string('0.00')</c>, <c>?string.currency</c>.</summary>
    public static string Format(Environment environment, Number value, string format, Node at) =>
        Format(environment, value, Given(environment, format, at), at);

    /// <summary>Writes a number under a format of the template's own.</summary>
    public static void Write(Environment environment, Number value, string format, Node at) =>
        Write(environment, value, Named(environment, format), at);

    /// <summary>The text for computers (<c>?c</c>).</summary>
    public static string FormatForComputers(Environment environment, Number value, Node at) =>
        Format(environment, value, NumberFormats.Computer(environment.Settings.CFormat), at);

    /// <summary>Writes the text for computers.</summary>
    public static void WriteForComputers(Environment environment, Number value, Node at) =>
        Write(environment, value, NumberFormats.Computer(environment.Settings.CFormat), at);

    /// <summary>Writes a number as the old <c>#{}</c> does: no grouping and a fixed range of decimals, 0 to 50 unless given.</summary>
    public static void WriteFixed(Environment environment, Number value, int minimumDecimals, int maximumDecimals, Node at) =>
        Write(environment, value, environment.NumberFormats.GetFixed(minimumDecimals, maximumDecimals, environment.Settings.Locale), at);

    private static NumberFormat Given(Environment environment, string format, Node at)
    {
        environment.ChargeReading(format.Length, at);
        return Named(environment, format);
    }

    private static NumberFormat Named(Environment environment, string format) =>
        environment.NumberFormats.Find(format, environment.Settings.Locale) ?? Create(environment, format);

    private static NumberFormat Create(Environment environment, string format)
    {
        if (format == "computer" || (format == "c" && environment.TemplateSettings.IncompatibleImprovements >= WithComputerFormat))
        {
            return NumberFormats.Computer(environment.Settings.CFormat);
        }

        if (format.Length > 1 && format[0] == '@' && char.IsLetter(format[1]))
        {
            throw environment.ErrorAtElement($"There is no custom number format \"{ComputedText.Mark(format)}\"; a format that starts with '@' and a letter would be one.");
        }

        try
        {
            return environment.NumberFormats.Create(format, environment.Settings.Locale);
        }
        catch (FormatException e)
        {
            throw environment.ErrorAtElement($"The number format cannot be used: {ComputedText.Mark(e.Message)}", e);
        }
    }

    public static string Format(Environment environment, Number value, NumberFormat format, Node at)
    {
        var start = environment.Output.Length;
        Write(format, environment, environment.Held(value, at));
        environment.ChargeString(environment.Output.Length - start, at);
        return environment.Output.Take(start);
    }

    private static void Write(Environment environment, Number value, NumberFormat format, Node at)
    {
        var start = environment.Output.Length;
        Write(format, environment, environment.Held(value, at));
        environment.ChargeOutput(environment.Output.Length - start, at);
    }

    private static void Write(NumberFormat format, Environment environment, Number value)
    {
        try
        {
            format.Write(value, environment.Output);
        }
        catch (ArithmeticException e)
        {
            throw environment.ErrorAtElement($"The number cannot be printed: {ComputedText.Mark(e.Message)}", e);
        }
    }
}
