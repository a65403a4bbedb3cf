namespace TwilioSms;

/// <summary>A place that somebody sent on WhatsApp.</summary>
public sealed class SmsIncomingLocation
{
    internal SmsIncomingLocation(double latitude, double longitude, string? label, string? address)
    {
        Latitude = latitude;
        Longitude = longitude;
        Label = label;
        Address = address;
    }

    /// <summary>The latitude in degrees, north positive.</summary>
    public double Latitude { get; }

    /// <summary>The longitude in degrees, east positive.</summary>
    public double Longitude { get; }

    /// <summary>The name of the place; null where it has none.</summary>
    public string? Label { get; }

    /// <summary>The address of the place; null where it has none.</summary>
    public string? Address { get; }
}
