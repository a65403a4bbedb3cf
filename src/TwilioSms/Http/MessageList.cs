using TwilioSms.Errors;

namespace TwilioSms.Http;

/// <summary>Twilio's list of the messages of an account, newest first.</summary>
internal static class MessageList
{
    private const int MostPages = 100;
    private const int MostMessages = 5_000;

    // Messages that waited long to be sent are out of order: one old message is no sign that only older ones follow.
    private const int OlderMessagesThatEndIt = 50;

    /// <summary>The messages since a moment; null where there are too many to read. Messages that still wait to be sent are among them:
    /// Twilio's filter by date would leave them out, as it goes by the day a message was sent.</summary>
    /// <param name="client">Speaks to Twilio.</param>
    /// <param name="endpoint">Whose messages.</param>
    /// <param name="to">The recipient; null for every one.</param>
    /// <param name="from">The sender; null for every one.</param>
    /// <param name="since">The moment, by Twilio's clock. Some that are older may be among them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">A page could not be read, or they lead nowhere.</exception>
    public static async Task<IReadOnlyList<ListedMessage>?> ReadSinceAsync(
        this ITwilioMessagesClient client,
        TwilioEndpoint endpoint,
        string? to,
        string? from,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var messages = new List<ListedMessage>();
        var pages = new HashSet<Uri>();
        var older = 0;
        for (var address = endpoint.MessagesOf(to, from); address is not null;)
        {
            if (!pages.Add(address))
            {
                throw Unreadable("a page of it leads back to one that was read already");
            }

            var page = await client.ReadPageAsync(endpoint, address, cancellationToken).ConfigureAwait(false);
            foreach (var message in page.Messages)
            {
                older = message.DateCreated < since ? older + 1 : 0;
                if (older == OlderMessagesThatEndIt)
                {
                    return messages;
                }

                messages.Add(message);
            }

            if (messages.Count > MostMessages || (page.Next is not null && messages.Count == MostMessages))
            {
                return null;
            }

            if (page.Next is not null && pages.Count == MostPages)
            {
                throw Unreadable($"it has no end after {MostPages} pages");
            }

            address = page.Next;
        }

        return messages;
    }

    private static TwilioUnknownException Unreadable(string reason) =>
        new(new TwilioApiError($"Twilio's message list cannot be read: {reason}."));
}
