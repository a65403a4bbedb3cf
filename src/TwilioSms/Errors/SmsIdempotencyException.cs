namespace TwilioSms;

/// <summary>CONFLICT: the idempotency key stands for something else. Either it was used with other content, sender or media before; then
/// <see cref="TwilioConnectorException.Result"/> holds what was recorded of that. Or a message under it is still in doubt at another account
/// or address, where alone it can be looked up. Nothing was sent to the recipients concerned.</summary>
public sealed class SmsIdempotencyException : TwilioConnectorException
{
    internal SmsIdempotencyException(string message, string? neededAccount = null, string? neededEndpoint = null)
        : base(SmsErrorCode.Conflict, message)
    {
        NeededAccount = neededAccount;
        NeededEndpoint = neededEndpoint;
    }

    /// <summary>The account through which the message in doubt was sent; null where the content is what differs.</summary>
    public string? NeededAccount { get; }

    /// <summary>The address through which it was sent: scheme, host and port; null where the content is what differs.</summary>
    public string? NeededEndpoint { get; }
}
