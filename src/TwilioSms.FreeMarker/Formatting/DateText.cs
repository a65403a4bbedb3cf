namespace TwilioSms.FreeMarker;

/// <summary>Prints and reads dates by the formats in force or one of the template's own.</summary>
internal static class DateText
{
    /// <summary>The text of a date in string concatenation and built-ins: by the format of its kind that the settings have.</summary>
    public static string Format(Environment environment, DateValue value, Node at) =>
        Format(environment, value, Current(environment, value.Kind, at), at);

    /// <summary>Writes a date as <c>${}</c> does.</summary>
    public static void Write(Environment environment, DateValue value, Node at)
    {
        var format = Current(environment, value.Kind, at);
        environment.ChargeString(format.LongestText, at);
        var start = environment.Output.Length;
        format.Write(value.Milliseconds, environment.Output);
        environment.ChargeOutput(environment.Output.Length - start, at);
    }

    /// <summary>The text under a format of the template's own: <c>?string('yyyy')</c>, <c>?string.short</c>.</summary>
    public static string Format(Environment environment, DateValue value, string format, Node at)
    {
        environment.ChargeReading(format.Length, at);
        return Format(environment, value, Find(environment, format, value.Kind), at);
    }

    public static string Format(Environment environment, DateValue value, DateFormat format, Node at)
    {
        environment.ChargeString(format.LongestText, at);
        var start = environment.Output.Length;
        format.Write(value.Milliseconds, environment.Output);
        return environment.Output.Take(start);
    }

    /// <summary>Reads a date by a format of the template's own, or without one by that of the settings.</summary>
    public static DateValue Parse(Environment environment, string text, DateKind kind, string? format, Node at)
    {
        format ??= CurrentName(environment, kind);
        environment.ChargeReading(text.Length + format.Length, at);
        try
        {
            return environment.DateFormats.TryParse(
                text, format, kind, environment.Settings, environment.Clock.GetUtcNow().ToUnixTimeMilliseconds(), out var date)
                ? date
                : throw environment.ErrorAtElement($"The text does not match the format {environment.DateFormats.Get(format, kind, environment.Settings).Description}.");
        }
        catch (FormatException e)
        {
            throw Unusable(environment, format, e);
        }
    }

    /// <summary>The format of a kind that the settings have is looked at before another one is used instead of it.</summary>
    public static void RequireFormat(Environment environment, DateKind kind) => Find(environment, CurrentName(environment, kind), kind);

    private static DateFormat Current(Environment environment, DateKind kind, Node at) => kind == DateKind.Unknown
        ? throw environment.Error("It is not known whether the value is a date, a time or both; say so with ?date, ?time or ?datetime.", at)
        : Find(environment, CurrentName(environment, kind), kind);

    private static string CurrentName(Environment environment, DateKind kind) => kind switch
    {
        DateKind.Date => environment.Settings.DateFormat,
        DateKind.Time => environment.Settings.TimeFormat,
        _ => environment.Settings.DateTimeFormat,
    };

    private static DateFormat Find(Environment environment, string format, DateKind kind)
    {
        try
        {
            return environment.DateFormats.Get(format, kind, environment.Settings);
        }
        catch (FormatException e)
        {
            throw Unusable(environment, format, e);
        }
    }

    private static TemplateRenderException Unusable(Environment environment, string format, FormatException cause) =>
        environment.ErrorAtElement($"The date format \"{format}\" cannot be used: {cause.Message}.", cause);
}
