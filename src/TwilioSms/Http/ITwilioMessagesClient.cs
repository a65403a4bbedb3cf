namespace TwilioSms.Http;

/// <summary>Reads messages at Twilio, again where that may help.</summary>
internal interface ITwilioMessagesClient
{
    /// <summary>Reads a page of the account's messages; <see cref="MessageList"/> reads them all.</summary>
    /// <param name="endpoint">Whose messages.</param>
    /// <param name="page">The page: <see cref="TwilioEndpoint.MessagesOf"/>, or what the page before names as the next.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">Twilio refused the request, could not be reached, or gave no answer that can be read.</exception>
    Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken);

    /// <summary>Reads one message; null where Twilio has none of that SID.</summary>
    /// <param name="endpoint">Whose message.</param>
    /// <param name="sid">Its SID.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">Twilio refused the request, could not be reached, or gave no answer that can be read.</exception>
    Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken);
}
