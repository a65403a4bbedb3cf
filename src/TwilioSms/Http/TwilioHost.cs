namespace TwilioSms.Http;

/// <summary>Where Twilio's API is. A region is never addressed without its edge: such hosts are being switched off.</summary>
internal static class TwilioHost
{
    private const string DefaultRegion = "us1";

    public static Uri BaseAddressOf(TwilioConnectorOptions options)
    {
        if (options.BaseAddress is { } address)
        {
            return address;
        }

        if (options.Region is null && options.Edge is null)
        {
            return new Uri("https://api.twilio.com");
        }

        var region = options.Region ?? DefaultRegion;
        return new Uri($"https://api.{options.Edge ?? EdgeOf(region)}.{region}.twilio.com");
    }

    /// <summary>Where access tokens are to be had.</summary>
    public static Uri TokenAddressOf(TwilioConnectorOptions options) =>
        new(options.BaseAddress ?? new Uri("https://oauth.twilio.com"), "/v2/token");

    /// <summary>Where messages are kept: the host of the region, whichever edge leads there.</summary>
    public static string OriginOf(TwilioConnectorOptions options)
    {
        if (options.BaseAddress is { } address)
        {
            return address.GetLeftPart(UriPartial.Authority);
        }

        return options.Region is null or DefaultRegion ? "https://api.twilio.com" : $"https://api.{options.Region}.twilio.com";
    }

    /// <summary>Whether credentials may travel to an address: by https, by http on loopback, and by http to hosts that were named for
    /// it.</summary>
    public static bool IsSafe(Uri address, string? allowedHttpHosts) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || IsAllowed(address, allowedHttpHosts))));

    /// <summary>Whether an address is reached by http over a network, as <see cref="TwilioConnectorOptions.AllowHttpHost"/> allows.</summary>
    public static bool IsUnencrypted(Uri address) => address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback;

    private static bool IsAllowed(Uri address, string? allowedHosts) =>
        !IsTwilios(address.Host)
        && (allowedHosts ?? string.Empty).Split(',').Any(host => host.Trim().Equals(address.Host, StringComparison.OrdinalIgnoreCase));

    private static bool IsTwilios(string host) =>
        host.Equals("twilio.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".twilio.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The edge next to a region; null for a region that is not known.</summary>
    public static string? EdgeOf(string region) => region switch
    {
        "au1" => "sydney",
        "br1" => "sao-paulo",
        "de1" => "frankfurt",
        "ie1" => "dublin",
        "jp1" => "tokyo",
        "jp2" => "osaka",
        "sg1" => "singapore",
        "us1" => "ashburn",
        "us2" => "umatilla",
        _ => null,
    };
}
