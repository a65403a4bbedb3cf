using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting.Dates;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Prints and reads dates by the formats in force or one of the template's own.</summary>
internal sealed class DateText(SettingsInForce settingsInForce, Budget budget, Position position, Output output)
{
    private readonly DateFormats formats = new();

    /// <summary>Forgets what one rendering must not pass on to the next.</summary>
    public void Reset() => formats.Reset();

    /// <summary>The time zone of a name.</summary>
    public TimeZoneRules Zone(string name) => formats.Zone(name);

    /// <summary>The text of a date in string concatenation and built-ins: by the format of its kind that the settings have.</summary>
    public string Format(DateValue value, Node at) =>
        Format(value, settingsInForce.Current, at);

    /// <summary>The text by the format of its kind that some settings have.</summary>
    public string Format(DateValue value, RenderSettings settings, Node at) =>
        Format(value, Current(value.Kind, settings, at), at);

    /// <summary>Writes a date as <c>${}</c> does.</summary>
    public void Write(DateValue value, Node at)
    {
        var format = Current(value.Kind, settingsInForce.Current, at);
        budget.ChargeString(format.LongestText, at);
        var start = output.Length;
        format.Write(value.Milliseconds, output);
        budget.ChargeOutput(output.Length - start, at);
    }

    /// <summary>The text under a format of the template's own: <c>?string('yyyy')</c>, <c>?string.short</c>.</summary>
    public string Format(DateValue value, string format, Node at)
    {
        budget.ChargeReading(format.Length, at);
        return Format(value, Find(format, value.Kind, settingsInForce.Current), at);
    }

    public string Format(DateValue value, DateFormat format, Node at)
    {
        budget.ChargeString(format.LongestText, at);
        var start = output.Length;
        format.Write(value.Milliseconds, output);
        return output.Take(start);
    }

    /// <summary>Reads a date by the format of its kind that some settings have.</summary>
    public DateValue Parse(string text, DateKind kind, RenderSettings settings, Node at) =>
        Parse(text, kind, CurrentName(settings, kind), settings, at);

    /// <summary>Reads a date by a format of the template's own.</summary>
    public DateValue Parse(string text, DateKind kind, string format, Node at) =>
        Parse(text, kind, format, settingsInForce.Current, at);

    private DateValue Parse(string text, DateKind kind, string format, RenderSettings settings, Node at)
    {
        budget.ChargeReading(text.Length + format.Length, at);
        try
        {
            return formats.TryParse(
                text, format, kind, settings.Locale, settings.TimeZone, settings.Template.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(), out var date)
                ? date
                : throw position.ErrorAtElement($"The text does not match the format {ComputedText.Mark(formats.Get(format, kind, settings.Locale, settings.TimeZone).Description)}.");
        }
        catch (FormatException e)
        {
            throw Unusable(format, e);
        }
    }

    /// <summary>The format of a kind that the settings have is looked at before another one is used instead of it.</summary>
    public void RequireFormat(DateKind kind) =>
        Find(CurrentName(settingsInForce.Current, kind), kind, settingsInForce.Current);

    private DateFormat Current(DateKind kind, RenderSettings settings, Node at) => kind == DateKind.Unknown
        ? throw position.Error(TemplateRenderFailure.Other, "It is not known whether the value is a date, a time or both; say so with ?date, ?time or ?datetime.", at)
        : Find(CurrentName(settings, kind), kind, settings);

    private static string CurrentName(RenderSettings settings, DateKind kind) => kind switch
    {
        DateKind.Date => settings.DateFormat,
        DateKind.Time => settings.TimeFormat,
        _ => settings.DateTimeFormat,
    };

    private DateFormat Find(string format, DateKind kind, RenderSettings settings)
    {
        try
        {
            return formats.Get(format, kind, settings.Locale, settings.TimeZone);
        }
        catch (FormatException e)
        {
            throw Unusable(format, e);
        }
    }

    private TemplateRenderException Unusable(string format, FormatException cause) =>
        position.ErrorAtElement($"The date format \"{ComputedText.Mark(format)}\" cannot be used: {ComputedText.Mark(cause.Message)}.", cause);
}
