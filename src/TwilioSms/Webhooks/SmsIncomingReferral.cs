using TwilioSms.Webhooks;

namespace TwilioSms;

/// <summary>The advertisement from which somebody began to write on WhatsApp.</summary>
public sealed class SmsIncomingReferral
{
    private readonly IReadOnlyDictionary<string, string> parameters;

    internal SmsIncomingReferral(IReadOnlyDictionary<string, string> parameters) => this.parameters = parameters;

    /// <summary>The id of the advertisement.</summary>
    public string? SourceId => parameters.Find("ReferralSourceId");

    /// <summary>What it is, such as <c>ad</c> or <c>post</c>.</summary>
    public string? SourceType => parameters.Find("ReferralSourceType");

    /// <summary>Where it is. It is what the webhook says, and may be anything.</summary>
    public string? SourceUrl => parameters.Find("ReferralSourceUrl");

    /// <summary>Its headline.</summary>
    public string? Headline => parameters.Find("ReferralHeadline");

    /// <summary>Its text.</summary>
    public string? Body => parameters.Find("ReferralBody");

    /// <summary>The id of the click that led here, by which Meta counts.</summary>
    public string? ClickId => parameters.Find("ReferralCtwaClid");
}
