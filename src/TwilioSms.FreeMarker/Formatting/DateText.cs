namespace TwilioSms.FreeMarker;

/// <summary>Prints dates by the formats in force or one of the template's own.</summary>
internal static class DateText
{
    /// <summary>The text of a date in <c>${}</c> and string concatenation.</summary>
    public static string Format(Environment environment, DateValue value, Node at) => throw environment.Unsupported(at);

    /// <summary>The text under a format of the template's own: <c>?string('yyyy')</c>, <c>?string.short</c>.</summary>
    public static string Format(Environment environment, DateValue value, string format, Node at) => throw environment.Unsupported(at);
}
