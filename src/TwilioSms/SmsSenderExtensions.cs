namespace TwilioSms;

/// <summary>Other ways to ask an <see cref="ISmsSender"/>, all of which end in its own members.</summary>
public static class SmsSenderExtensions
{
    /// <summary>Sends a stream of messages with the default options, as
    /// <see cref="ISmsSender.SendManyAsync"/> does.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Stops the run at once.</param>
    /// <exception cref="TwilioConnectorException">After the last outcome: the failure that stopped the run.</exception>
    /// <exception cref="OperationCanceledException">After the last outcome: <paramref name="cancellationToken"/> was cancelled.</exception>
    public static IAsyncEnumerable<SmsOutcome> SendManyAsync(
        this ISmsSender sender, IAsyncEnumerable<SmsMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return sender.SendManyAsync(messages, new BulkSendOptions(), cancellationToken);
    }

    /// <summary>Looks up in Twilio's message list what became of a message that was being sent when the program ended.</summary>
    /// <remarks>Nothing is sent. Recipients that are <see cref="SmsUnresolvedReason.NotYetListed"/> are looked up again by passing the
    /// result to <see cref="ISmsSender.ResolveAsync"/>, not the message once more. Nobody can vouch for the clock that
    /// <paramref name="began"/> was read from: that a message was not accepted is said only after this program has waited
    /// <see cref="TwilioConnectorOptions.ListDelay"/> itself, and messages of up to a day before leave it
    /// <see cref="SmsUnresolvedReason.Ambiguous"/>. With an <see cref="SmsMessage.IdempotencyKey"/> the ledger knows better, where it has the
    /// message; one that can no longer be prepared is looked up all the same.</remarks>
    /// <param name="sender">The sender.</param>
    /// <param name="message">The message, exactly as it was sent.</param>
    /// <param name="began">When its send began, or any moment shortly before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One outcome a recipient, in input order, as of <see cref="ISmsSender.ResolveAsync"/>.</returns>
    /// <exception cref="TwilioConnectorException">The message has no sender or no recipient; or the list could not be read: then its
    /// <see cref="TwilioConnectorException.Result"/> holds what was found out by then.</exception>
    public static Task<SmsResult> ResolveAsync(
        this ISmsSender sender, SmsMessage message, DateTimeOffset began, CancellationToken cancellationToken = default) =>
        sender.ResolveAsync(message, began, [], cancellationToken);

    /// <summary>Looks up in Twilio's message list what became of a message that was being sent when the program ended, among messages that
    /// are known to be others.</summary>
    /// <remarks>As <see cref="ResolveAsync(ISmsSender, SmsMessage, DateTimeOffset, CancellationToken)"/>.</remarks>
    /// <param name="sender">The sender.</param>
    /// <param name="message">The message, exactly as it was sent.</param>
    /// <param name="began">When its send began, or any moment shortly before.</param>
    /// <param name="knownSids">Messages that are known to be others, such as those sent to the same numbers before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One outcome a recipient, in input order, as of <see cref="ISmsSender.ResolveAsync"/>.</returns>
    /// <exception cref="TwilioConnectorException">The message has no sender or no recipient; or the list could not be read: then its
    /// <see cref="TwilioConnectorException.Result"/> holds what was found out by then.</exception>
    public static Task<SmsResult> ResolveAsync(
        this ISmsSender sender,
        SmsMessage message,
        DateTimeOffset began,
        IReadOnlyCollection<string> knownSids,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(knownSids);
        return sender.ResolveAsync(new SmsResult(new InterruptedSend(message, began, knownSids)), cancellationToken);
    }
}
