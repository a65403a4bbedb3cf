namespace TwilioSms.Emulator;

/// <summary>A key that signs webhooks in place of the account's token.</summary>
/// <param name="Id">The key's name, as the header <c>X-Twilio-Webhooks-Signature-Settings</c> tells it.</param>
/// <param name="Secret">What signs.</param>
public sealed record WebhookSharedKey(string Id, string Secret)
{
    /// <summary>The name; never the secret.</summary>
    public override string ToString() => Id;
}
