namespace TwilioSms.Emulator.Validation;

/// <summary>Addresses that Twilio can fetch or post to.</summary>
internal static class WebAddress
{
    public static bool IsValid(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>Twilio posts to no host with an underscore in its name.</summary>
    public static bool IsValidCallback(string address) =>
        IsValid(address) && !new Uri(address).Host.Contains('_', StringComparison.Ordinal);
}
