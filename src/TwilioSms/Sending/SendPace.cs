namespace TwilioSms.Sending;

/// <summary>Spaces the messages of each sender evenly.</summary>
internal abstract class SendPace
{
    /// <summary>Waits for the next moment in which the sender may send.</summary>
    /// <exception cref="TwilioLedgerException">It cannot be known.</exception>
    public abstract Task WaitAsync(PreparedMessage message, CancellationToken cancellationToken);
}
