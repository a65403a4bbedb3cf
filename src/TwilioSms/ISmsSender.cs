namespace TwilioSms;

/// <summary>Sends text messages through one Twilio account. Thread-safe; register it with <c>services.AddTwilioConnector()</c>.</summary>
/// <remarks>Shorter forms, and the look-up of a message that a program was sending when it ended, are in
/// <see cref="SmsSenderExtensions"/>: whoever implements, decorates or mocks this interface has these three members to do.</remarks>
public interface ISmsSender
{
    /// <summary>Validates the message, renders its body once, and sends it to every recipient.</summary>
    /// <remarks>Nothing touches the network before validation and rendering have succeeded. Failures of the account as a whole
    /// (authentication, permission, connection) stop the remaining recipients, which are reported as
    /// <see cref="SmsOutcomeState.NotAttempted"/>. With an <see cref="SmsMessage.IdempotencyKey"/> a recipient that was sent to under it
    /// before is not sent to again: the outcome is the recorded one, <see cref="SmsOutcome.IsRepeated"/>.</remarks>
    /// <param name="message">The message and whom it goes to.</param>
    /// <param name="cancellationToken">Stops the wait; recipients not yet attempted are left alone.</param>
    /// <returns>One outcome per recipient, in input order, all of them <see cref="SmsOutcomeState.Sent"/>.</returns>
    /// <exception cref="TwilioConnectorException">Not every recipient was sent to. The exception is the error of the first one that
    /// was not, and its <see cref="TwilioConnectorException.Result"/> holds the outcome of all.</exception>
    /// <exception cref="TwilioIdempotencyException">The key was used for other content before, or is in doubt; nothing was sent to those
    /// concerned.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; nothing was sent without it.</exception>
    /// <exception cref="TwilioSendCanceledException"><paramref name="cancellationToken"/> was cancelled; the exception carries the
    /// outcomes so far.</exception>
    Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken = default);

    /// <summary>Sends a stream of messages of any length and hands out what became of each recipient as it becomes known.</summary>
    /// <remarks>
    /// <para>Messages are read as fast as outcomes are taken, and no faster than <see cref="BulkSendOptions"/> allows; only a few are held
    /// in memory. Outcomes come in the order in which they become known: <see cref="SmsOutcome.MessageIndex"/> and
    /// <see cref="SmsOutcome.To"/> say whose they are, and every recipient of every message that was read has exactly one. A message that
    /// cannot be sent as it is (input, template) is <see cref="SmsOutcomeState.Failed"/> for each of its recipients and stops nothing;
    /// where not even its recipients are known, it has one outcome with an empty <see cref="SmsOutcome.To"/>.</para>
    /// <para>Failures of the account as a whole (authentication, permission, no connection, ten requests in a row without an answer) stop
    /// the run. What was read by then and not begun is <see cref="SmsOutcomeState.NotAttempted"/>; the rest of the input is not read.</para>
    /// <para>With an <see cref="SmsMessage.IdempotencyKey"/> a run resumes by itself: a recipient that was sent to under the key is skipped,
    /// whatever its text is now, one in doubt is looked up, one that failed is tried again. Where the ledger lasts, the rate of
    /// <see cref="BulkSendOptions.MessagesPerSecond"/> is that of all who share it.</para>
    /// <para>To stop a run, end its input: everything read is still sent. Leaving the enumeration early begins nothing new, waits for
    /// what is under way, and tells the outcomes that nobody takes any more to <see cref="BulkSendOptions.Progress"/>. Cancelling does not
    /// wait: what is under way is <see cref="SmsOutcomeState.Unknown"/>; all outcomes are handed out before the enumeration throws.</para>
    /// </remarks>
    /// <param name="messages">The messages. The token that its enumeration is given says when no more are wanted.</param>
    /// <param name="options">Rate, concurrency and progress.</param>
    /// <param name="cancellationToken">Stops the run at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="TwilioConnectorException">After the last outcome: the failure that stopped the run.</exception>
    /// <exception cref="OperationCanceledException">After the last outcome: <paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<SmsOutcome> SendManyAsync(
        IAsyncEnumerable<SmsMessage> messages, BulkSendOptions options, CancellationToken cancellationToken = default);

    /// <summary>Looks up in Twilio's message list what became of the recipients whose outcome is <see cref="SmsOutcomeState.Unknown"/>.</summary>
    /// <remarks>
    /// <para>Such an outcome becomes <see cref="SmsOutcomeState.Sent"/> where the list proves that the message was accepted,
    /// <see cref="SmsOutcomeState.Failed"/> where it proves that it was not, and stays <see cref="SmsOutcomeState.Unknown"/> with an
    /// <see cref="SmsOutcome.UnresolvedReason"/> where it proves neither. A message that is not in the list is taken for not accepted
    /// only <see cref="TwilioConnectorOptions.ListDelay"/> after its attempt, and with an idempotency key only once no attempt can be under
    /// way any more: look up again, after <see cref="SmsOutcome.AskAgainAfter"/>, what is
    /// <see cref="SmsUnresolvedReason.NotYetListed"/>. All other outcomes stay as they are.</para>
    /// <para>Times are Twilio's, so a machine's clock may be wrong. Messages that this sender sent to the same number at the same time, and
    /// those of its ledger, are told apart. Messages that others send through the account are not known to it: of the same text, from the
    /// same sender, to the same number, at the time of the attempt, one may be taken for the other.</para>
    /// </remarks>
    /// <param name="result">The result of a send, or outcomes of <see cref="SendManyAsync"/> put into one. They have to be of this sender.</param>
    /// <param name="cancellationToken">Gives up; <paramref name="result"/> stays as it is.</param>
    /// <returns>The outcomes in the same order.</returns>
    /// <exception cref="TwilioApiException">The list could not be read; its <see cref="TwilioConnectorException.Result"/> holds what was
    /// found out by then.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used; the same holds for its result.</exception>
    Task<SmsResult> ResolveAsync(SmsResult result, CancellationToken cancellationToken = default);
}
