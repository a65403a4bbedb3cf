namespace TwilioSms;

/// <summary>SERVICE_UNAVAILABLE: the ledger that says who was sent what cannot be used. Nothing was sent without it.</summary>
public sealed class TwilioLedgerException : TwilioConnectorException
{
    /// <summary>Made by a ledger whose store cannot be read or written.</summary>
    /// <param name="message">What happened and what to do, without connection strings, numbers and keys.</param>
    public TwilioLedgerException(string message)
        : this(message, null)
    {
    }

    /// <summary>Made by a ledger whose store cannot be read or written.</summary>
    /// <param name="message">What happened and what to do, without connection strings, numbers and keys.</param>
    /// <param name="innerException">The store's own error.</param>
    public TwilioLedgerException(string message, Exception? innerException)
        : base(SmsErrorCode.ServiceUnavailable, message, innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
