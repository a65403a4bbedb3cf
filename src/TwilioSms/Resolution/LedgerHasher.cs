namespace TwilioSms.Resolution;

/// <summary>Hashes what a ledger knows by (HMAC-SHA256 under the ledger's salt). Equal words of different kinds have different hashes.</summary>
internal sealed class LedgerHasher(ReadOnlyMemory<byte> salt)
{
    public LedgerHash OfKey(string idempotencyKey) => Of('k', idempotencyKey);

    /// <param name="address">The normalised address.</param>
    public LedgerHash OfAddress(string address) => Of('a', address);

    /// <summary>What the caller gave: sender, body or template name, metadata, media, content. Not the rendered text, which may tell the
    /// time, and not <see cref="SmsMessage.SendAt"/>.</summary>
    public LedgerHash OfContent(SmsMessage message, SmsSenderAddress sender) => throw new NotImplementedException();

    /// <summary>A text as Twilio may list it; null for none.</summary>
    public LedgerHash? OfText(string? text) => throw new NotImplementedException();

    private LedgerHash Of(char kind, string text) => throw new NotImplementedException($"{kind}{text}{salt}");
}
