namespace TwilioSms;

/// <summary>INVALID_REQUEST_ERROR: the rendered text takes more segments than <see cref="SmsMessage.MaxSegments"/> allows. Twilio was not
/// asked, and nothing was sent.</summary>
public sealed class TwilioSegmentLimitException : TwilioConnectorException
{
    internal TwilioSegmentLimitException(string message, int segments, int maxSegments)
        : base(SmsErrorCode.InvalidRequestError, message)
    {
        Segments = segments;
        MaxSegments = maxSegments;
    }

    /// <summary>How many segments the text takes.</summary>
    public int Segments { get; }

    /// <summary>How many it may take.</summary>
    public int MaxSegments { get; }
}
