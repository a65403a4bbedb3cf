namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Java's match flags, with the letters of the inline form <c>(?idmsuxU)</c>.</summary>
[Flags]
internal enum JavaRegexFlags
{
    None = 0,
    IgnoreCase = 1,
    UnixLines = 2,
    Multiline = 4,
    DotAll = 8,
    UnicodeCase = 16,
    Comments = 32,
    UnicodeClasses = 64,
}
