namespace TwilioSms;

/// <summary>CONFLICT: something else is known under the idempotency key, and nothing was sent to the recipients concerned. The key was used with
/// other content, sender or media before: then <see cref="TwilioConnectorException.Result"/> holds what was recorded of that. Or a message under
/// it is in doubt: another send is under way, a person has to tell what became of one, or it can only be looked up at another account or
/// address.</summary>
public sealed class TwilioIdempotencyException : TwilioConnectorException
{
    private TwilioIdempotencyException(string message)
        : base(SmsErrorCode.Conflict, message)
    {
    }

    /// <summary>The account through which the message in doubt was sent, where it is another.</summary>
    public string? NeededAccount { get; private init; }

    /// <summary>The address through which the message in doubt was sent, scheme, host and port, where that or the account is another.</summary>
    public string? NeededEndpoint { get; private init; }

    /// <summary>True where another send is under way, or was and will be looked up: ask again later.</summary>
    public override bool IsTransient => IsUnderWay;

    private bool IsUnderWay { get; init; }

    internal static TwilioIdempotencyException OtherContent() => new(
        "The idempotency key was used for a message with other content, sender or media before. Send another message under another key.");

    internal static TwilioIdempotencyException UnderWay() => new(
        "Another send under the idempotency key is under way, or did not come back to tell: ask again after AskAgainAfter.")
    {
        IsUnderWay = true,
    };

    internal static TwilioIdempotencyException WaitsForPerson() => new(
        "What became of the message under the idempotency key only a person can tell: see ISmsLedgerReview.");

    internal static TwilioIdempotencyException Elsewhere(string account, string endpoint) => new(
        $"A message under the idempotency key is in doubt at account {account} and {endpoint}: send through those, where it can be looked up.")
    {
        NeededAccount = account,
        NeededEndpoint = endpoint,
    };
}
