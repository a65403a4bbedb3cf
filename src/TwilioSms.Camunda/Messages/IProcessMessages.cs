namespace TwilioSms.Camunda;

/// <summary>Gives to the processes of an engine what Twilio's webhooks tell. Registered with the engine's worker under the key <c>camunda8</c> or
/// <c>camunda7</c>, with a registration's name as <c>camunda8:name</c>.</summary>
public interface IProcessMessages
{
    /// <summary>Sends the message <see cref="JobWorkerOptions.ReportMessage"/> with a variable <c>smsReport</c>: <c>messageSid</c>, <c>status</c>,
    /// <c>to</c>, <c>from</c>, <c>errorCode</c>.</summary>
    /// <param name="report">What became of a message.</param>
    /// <param name="correlation">What tells the process; null for the recipient's number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The message has no name in the settings.</exception>
    /// <exception cref="IOException">The engine did not take it.</exception>
    Task PublishAsync(SmsStatusUpdate report, string? correlation, CancellationToken cancellationToken = default);

    /// <summary>Sends the message <see cref="JobWorkerOptions.ReplyMessage"/> with a variable <c>smsReply</c>: <c>messageSid</c>, <c>from</c>,
    /// <c>to</c>, <c>body</c>.</summary>
    /// <param name="reply">What somebody wrote.</param>
    /// <param name="correlation">What tells the process; null for the number of who wrote.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The message has no name in the settings.</exception>
    /// <exception cref="IOException">The engine did not take it.</exception>
    Task PublishAsync(SmsIncomingMessage reply, string? correlation, CancellationToken cancellationToken = default);
}
