namespace TwilioSms.Http;

/// <summary>Stands before the write of a message that was claimed: who was asleep must not send what somebody else may have taken over.</summary>
internal interface IFence
{
    /// <summary>Whether the message may leave now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SmsLedgerException">That cannot be known.</exception>
    ValueTask<bool> PassAsync(CancellationToken cancellationToken);
}
