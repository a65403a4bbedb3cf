namespace TwilioSms.FreeMarker;

/// <summary>Prints and reads dates by the formats in force or one of the template's own.</summary>
internal static class DateText
{
    /// <summary>The text of a date in string concatenation and built-ins: by the format of its kind that the settings have.</summary>
    public static string Format(Environment environment, DateValue value, Node at) =>
        Format(environment, value, environment.Settings, at);

    /// <summary>The text by the format of its kind that some settings have.</summary>
    public static string Format(Environment environment, DateValue value, RenderSettings settings, Node at) =>
        Format(environment, value, Current(environment, value.Kind, settings, at), at);

    /// <summary>Writes a date as <c>${}</c> does.</summary>
    public static void Write(Environment environment, DateValue value, Node at)
    {
        var format = Current(environment, value.Kind, environment.Settings, at);
        environment.ChargeString(format.LongestText, at);
        var start = environment.Output.Length;
        format.Write(value.Milliseconds, environment.Output);
        environment.ChargeOutput(environment.Output.Length - start, at);
    }

    /// <summary>The text under a format of the template's own: <c>?string('yyyy')</c>, <c>?string.short</c>.</summary>
    public static string Format(Environment environment, DateValue value, string format, Node at)
    {
        environment.ChargeReading(format.Length, at);
        return Format(environment, value, Find(environment, format, value.Kind, environment.Settings), at);
    }

    public static string Format(Environment environment, DateValue value, DateFormat format, Node at)
    {
        environment.ChargeString(format.LongestText, at);
        var start = environment.Output.Length;
        format.Write(value.Milliseconds, environment.Output);
        return environment.Output.Take(start);
    }

    /// <summary>Reads a date by the format of its kind that some settings have.</summary>
    public static DateValue Parse(Environment environment, string text, DateKind kind, RenderSettings settings, Node at) =>
        Parse(environment, text, kind, CurrentName(settings, kind), settings, at);

    /// <summary>Reads a date by a format of the template's own.</summary>
    public static DateValue Parse(Environment environment, string text, DateKind kind, string format, Node at) =>
        Parse(environment, text, kind, format, environment.Settings, at);

    private static DateValue Parse(Environment environment, string text, DateKind kind, string format, RenderSettings settings, Node at)
    {
        environment.ChargeReading(text.Length + format.Length, at);
        try
        {
            return environment.DateFormats.TryParse(
                text, format, kind, settings, environment.Clock.GetUtcNow().ToUnixTimeMilliseconds(), out var date)
                ? date
                : throw environment.ErrorAtElement($"The text does not match the format {ComputedText.Mark(environment.DateFormats.Get(format, kind, settings).Description)}.");
        }
        catch (FormatException e)
        {
            throw Unusable(environment, format, e);
        }
    }

    /// <summary>The format of a kind that the settings have is looked at before another one is used instead of it.</summary>
    public static void RequireFormat(Environment environment, DateKind kind) =>
        Find(environment, CurrentName(environment.Settings, kind), kind, environment.Settings);

    private static DateFormat Current(Environment environment, DateKind kind, RenderSettings settings, Node at) => kind == DateKind.Unknown
        ? throw environment.Error("It is not known whether the value is a date, a time or both; say so with ?date, ?time or ?datetime.", at)
        : Find(environment, CurrentName(settings, kind), kind, settings);

    private static string CurrentName(RenderSettings settings, DateKind kind) => kind switch
    {
        DateKind.Date => settings.DateFormat,
        DateKind.Time => settings.TimeFormat,
        _ => settings.DateTimeFormat,
    };

    private static DateFormat Find(Environment environment, string format, DateKind kind, RenderSettings settings)
    {
        try
        {
            return environment.DateFormats.Get(format, kind, settings);
        }
        catch (FormatException e)
        {
            throw Unusable(environment, format, e);
        }
    }

    private static TemplateRenderException Unusable(Environment environment, string format, FormatException cause) =>
        environment.ErrorAtElement($"The date format \"{ComputedText.Mark(format)}\" cannot be used: {ComputedText.Mark(cause.Message)}.", cause);
}
