namespace TwilioSms;

/// <summary>What came of handling a webhook once.</summary>
public enum SmsWebhookRun
{
    /// <summary>The handler ran, to its end.</summary>
    Ran,

    /// <summary>It had run to its end for an earlier delivery.</summary>
    Repeated,

    /// <summary>It is running for another delivery, here or elsewhere. Whether that comes to a good end is not known yet: let Twilio come
    /// back.</summary>
    UnderWay,
}
