namespace TwilioSms;

/// <summary>Handles what Twilio posts once, however often it is posted: a claim in the ledger stands before the handler, and is given back
/// where the handler fails. A message is known by its SID, a report by SID and status: these are signed, and the same at every delivery. It
/// does not matter which process of those that share the ledger handles it.</summary>
/// <remarks>A handler has a minute, after which its token is cancelled; Twilio itself waits for 15 seconds. Where the process dies in a
/// handler, what was posted may be handled again 5 minutes after it began. What was handled is remembered for
/// <see cref="TwilioConnectorOptions.LedgerRetention"/>.</remarks>
public interface ISmsWebhooks
{
    /// <summary>Handles an incoming message once. That it says STOP or START is kept in <see cref="IOptOutStore"/> before.</summary>
    /// <param name="message">The message.</param>
    /// <param name="handle">The handler.</param>
    /// <param name="cancellationToken">Gives up, by the token that the handler is given.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; the handler did not run.</exception>
    Task<SmsWebhookRun> RunOnceAsync(SmsIncomingMessage message, Func<CancellationToken, Task> handle, CancellationToken cancellationToken);

    /// <summary>Handles a status report once. That the recipient has opted out (21610, 30630) is kept in <see cref="IOptOutStore"/> before.</summary>
    /// <param name="update">The report.</param>
    /// <param name="handle">The handler.</param>
    /// <param name="cancellationToken">Gives up, by the token that the handler is given.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; the handler did not run.</exception>
    Task<SmsWebhookRun> RunOnceAsync(SmsStatusUpdate update, Func<CancellationToken, Task> handle, CancellationToken cancellationToken);
}
