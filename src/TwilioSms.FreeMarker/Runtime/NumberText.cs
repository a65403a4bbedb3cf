using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting.Numbers;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Prints numbers by the <c>number_format</c> in force or a format of the template's own.</summary>
internal sealed class NumberText(SettingsInForce settingsInForce, Budget budget, Position position, Output output)
{
    private readonly NumberFormats formats = new();

    // The format that numbers print by of themselves, and the settings that say so.
    private NumberFormat? current;
    private RenderSettings? currentSettings;

    /// <summary>The text of a number in string concatenation and built-ins: the settings' number format and locale.</summary>
    public string Format(Number value, Node at) =>
        Format(value, Current(), at);

    /// <summary>Writes a number as <c>${}</c> does.</summary>
    public void Write(Number value, Node at) =>
        Write(value, Current(), at);

    /// <summary>The number format of the settings in force, which is looked at before another one is used instead of it.</summary>
    public NumberFormat Current()
    {
        if (current is null || !ReferenceEquals(currentSettings, settingsInForce.Current))
        {
            current = Named(settingsInForce.Current.NumberFormat);
            currentSettings = settingsInForce.Current;
        }

        return current;
    }

    /// <summary>The text under a format of the template's own: <c>?string('0.00')</c>, <c>?string.currency</c>.</summary>
    public string Format(Number value, string format, Node at) =>
        Format(value, Given(format, at), at);

    /// <summary>Writes a number under a format of the template's own.</summary>
    public void Write(Number value, string format, Node at) =>
        Write(value, Named(format), at);

    /// <summary>The text for computers (<c>?c</c>).</summary>
    public string FormatForComputers(Number value, Node at) =>
        Format(value, NumberFormats.Computer(settingsInForce.Current.CFormat), at);

    /// <summary>Writes the text for computers.</summary>
    public void WriteForComputers(Number value, Node at) =>
        Write(value, NumberFormats.Computer(settingsInForce.Current.CFormat), at);

    /// <summary>Writes a number as the old <c>#{}</c> does: no grouping and a fixed range of decimals, 0 to 50 unless given.</summary>
    public void WriteFixed(Number value, int minimumDecimals, int maximumDecimals, Node at) =>
        Write(value, formats.GetFixed(minimumDecimals, maximumDecimals, settingsInForce.Current.Locale), at);

    private NumberFormat Given(string format, Node at)
    {
        budget.ChargeReading(format.Length, at);
        return Named(format);
    }

    private NumberFormat Named(string format) =>
        formats.Find(format, settingsInForce.Current.Locale) ?? Create(format);

    private NumberFormat Create(string format)
    {
        if (format == "computer" || (format == "c" && settingsInForce.Current.Dialect.HasCFormat))
        {
            return NumberFormats.Computer(settingsInForce.Current.CFormat);
        }

        if (format.Length > 1 && format[0] == '@' && UnicodeData.IsLetter(format[1]))
        {
            throw position.ErrorAtElement($"There is no custom number format \"{ComputedText.Mark(format)}\"; a format that starts with '@' and a letter would be one.");
        }

        try
        {
            return formats.Create(format, settingsInForce.Current.Locale);
        }
        catch (FormatException e)
        {
            throw position.ErrorAtElement($"The number format cannot be used: {ComputedText.Mark(e.Message)}", e);
        }
    }

    public string Format(Number value, NumberFormat format, Node at)
    {
        var start = output.Length;
        Write(format, budget.Held(value, at));
        budget.ChargeString(output.Length - start, at);
        return output.Take(start);
    }

    private void Write(Number value, NumberFormat format, Node at)
    {
        var start = output.Length;
        Write(format, budget.Held(value, at));
        budget.ChargeOutput(output.Length - start, at);
    }

    private void Write(NumberFormat format, Number value)
    {
        try
        {
            format.Write(value, output);
        }
        catch (ArithmeticException e)
        {
            throw position.ErrorAtElement($"The number cannot be printed: {ComputedText.Mark(e.Message)}", e);
        }
    }
}
