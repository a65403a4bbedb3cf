namespace TwilioSms.FreeMarker.Model;

/// <summary>How a digit that has no place is dropped; the modes of FreeMarker's <c>roundingMode</c> format parameter.</summary>
internal enum RoundingMode
{
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
    Unnecessary,
}
