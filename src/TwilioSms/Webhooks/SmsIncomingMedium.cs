namespace TwilioSms;

/// <summary>A picture or another medium of an incoming message.</summary>
public sealed class SmsIncomingMedium
{
    internal SmsIncomingMedium(Uri url, string contentType)
    {
        Url = url;
        ContentType = contentType;
    }

    /// <summary>Where it is: at Twilio, by default for anybody who knows the address.</summary>
    public Uri Url { get; }

    /// <summary>What it is, as its sender says, such as <c>image/jpeg</c>.</summary>
    public string ContentType { get; }
}
