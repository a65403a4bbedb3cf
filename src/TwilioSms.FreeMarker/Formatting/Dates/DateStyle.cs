namespace TwilioSms.FreeMarker.Formatting.Dates;

/// <summary>How much a locale's own format of a date or a time says.</summary>
internal enum DateStyle
{
    Short,
    Medium,
    Long,
    Full,
}
