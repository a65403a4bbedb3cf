namespace TwilioSms.Http;

/// <summary>Stands before the write of a message that was claimed: who was asleep must not send what somebody else may have taken over.</summary>
internal interface IFence
{
    /// <summary>Whether the message may leave now; not where that cannot be known.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<bool> PassAsync(CancellationToken cancellationToken);
}
