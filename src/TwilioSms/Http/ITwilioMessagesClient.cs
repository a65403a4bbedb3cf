namespace TwilioSms.Http;

/// <summary>Posts one message to one recipient and reads the list of those accepted: the seam behind which Twilio's API is spoken.</summary>
internal interface ITwilioMessagesClient
{
    /// <summary>Never throws for what Twilio, the network or the caller's cancellation does: that is the outcome. A recipient whose
    /// request was not begun when the caller cancelled is not attempted; one in flight is unknown, without an error.</summary>
    Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken);

    /// <summary>Reads a page of the account's messages; <see cref="MessageList"/> reads them all.</summary>
    /// <param name="endpoint">Whose messages.</param>
    /// <param name="page">The page: <see cref="TwilioEndpoint.MessagesOf"/>, or what the page before names as the next.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">Twilio refused the request, could not be reached, or gave no answer that can be read.</exception>
    Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken);

    /// <summary>Reads one message; null where Twilio has none of that SID.</summary>
    /// <param name="endpoint">Whose message.</param>
    /// <param name="sid">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">Twilio refused the request, could not be reached, or gave no answer that can be read.</exception>
    Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken);
}
