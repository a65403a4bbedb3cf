namespace TwilioSms;

/// <summary>Sends text messages through one Twilio account. Thread-safe; register it with <c>services.AddTwilioConnector()</c>.</summary>
public interface ISmsSender
{
    /// <summary>Validates the message, renders its body once, and sends it to every recipient.</summary>
    /// <remarks>Nothing touches the network before validation and rendering have succeeded. Failures of the account as a whole
    /// (authentication, permission, connection) stop the remaining recipients, which are reported as
    /// <see cref="SmsOutcomeState.NotAttempted"/>.</remarks>
    /// <param name="message">The message and whom it goes to.</param>
    /// <param name="cancellationToken">Stops the wait; recipients not yet attempted are left alone.</param>
    /// <returns>One outcome a recipient, in input order, all of them <see cref="SmsOutcomeState.Sent"/>.</returns>
    /// <exception cref="TwilioConnectorException">Not every recipient was sent to. The exception is the error of the first one that
    /// was not, and its <see cref="TwilioConnectorException.Result"/> holds the outcome of all.</exception>
    /// <exception cref="SmsSendCanceledException"><paramref name="cancellationToken"/> was cancelled; the exception carries the
    /// outcomes so far.</exception>
    Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken = default);
}
