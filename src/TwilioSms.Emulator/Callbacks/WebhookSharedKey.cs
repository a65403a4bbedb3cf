namespace TwilioSms.Emulator;

/// <summary>A key that signs webhooks in place of the account's token.</summary>
public sealed class WebhookSharedKey
{
    /// <summary>A key.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="secret">What signs.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public WebhookSharedKey(string id, string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        Id = id;
        Secret = secret;
    }

    /// <summary>The key's name, as the header <c>X-Twilio-Webhooks-Signature-Settings</c> tells it.</summary>
    public string Id { get; }

    /// <summary>What signs.</summary>
    public string Secret { get; }

    /// <summary>The name; never the secret.</summary>
    public override string ToString() => Id;
}
