namespace TwilioSms;

/// <summary>What a request's signature says of it.</summary>
public enum TwilioWebhookVerdict
{
    /// <summary>Twilio made the request.</summary>
    Genuine,

    /// <summary>The request has no signature: Twilio's always have one.</summary>
    MissingSignature,

    /// <summary>The signature is that of another request, another address or another secret. Where all of Twilio's requests are refused so,
    /// the address that it called is another than the one validated, or the secret is not the account's.</summary>
    WrongSignature,

    /// <summary>The address is signed, and the body is not the one whose hash it has.</summary>
    WrongBody,

    /// <summary>The secret that signed is not configured: no auth token, or no shared key of that id.</summary>
    MissingSecret,

    /// <summary>The request is said to be signed by an algorithm other than HMAC-SHA256.</summary>
    UnknownAlgorithm,

    /// <summary>What the request says of how it is signed cannot be read.</summary>
    MalformedSettings,
}
