namespace TwilioSms.Http;

/// <summary>Why a request was not let through.</summary>
internal enum RequestRefusal
{
    None,

    /// <summary>Something below the connector, mostly a handler that the host added, tried to send the message again by itself.</summary>
    Repeated,

    /// <summary>The message's claim was over.</summary>
    Fenced,
}
