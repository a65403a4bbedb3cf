using TwilioSms.Http;
using TwilioSms.Resolution;

namespace TwilioSms.Sending;

/// <summary>A message with an idempotency key, as a ledger knows it.</summary>
internal sealed class KeyedMessage(PreparedMessage message, LedgerHasher hasher)
{
    private readonly LedgerHash key = hasher.OfKey(message.Message.IdempotencyKey!);
    private readonly LedgerHash? trace = message.Request.Trace.TextDigest is { } digest ? hasher.OfText(digest) : null;

    public TwilioEndpoint Endpoint => message.Request.Endpoint;

    public TwilioConnectorOptions Options => Endpoint.Options;

    public LedgerTimes Times => LedgerTimes.Of(Options);

    /// <summary>The hash of what the caller gave.</summary>
    public LedgerHash Content { get; } = hasher.OfContent(message.Message, message.Sender);

    /// <summary>A claim to send to a recipient, to be made at a time of Twilio's. It is due to be looked after once it is over, should nobody
    /// come back to settle it.</summary>
    public LedgerRow ClaimOf(string to, LedgerHash toHash, Guid token, DateTimeOffset now) => new()
    {
        Key = new LedgerKey(Options.Account!, key, toHash),
        Endpoint = Endpoint.Origin,
        State = LedgerState.Claimed,
        Token = token,
        SinceTwilio = now,
        BeganTwilio = now,
        Sender = message.Request.Trace.Sender,
        Content = Content,
        Trace = trace,
        To = to,
        CallingCode = CallingCode.Of(to),
        IsTextKept = message.Message.ContentRetention is not SmsContentRetention.Discard,
        IsNumberKept = message.Request.Trace.IsNumberKept,
        SendAt = message.Message.SendAt,
        LookAfter = Times.Lease,
    };

    public LedgerKey KeyOf(LedgerHash toHash) => new(Options.Account!, key, toHash);

    public LedgerHash HashOf(string to) => hasher.OfAddress(to);
}
