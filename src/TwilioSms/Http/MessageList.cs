using System.Runtime.CompilerServices;

namespace TwilioSms.Http;

/// <summary>Twilio's list of the messages of an account.</summary>
internal static class MessageList
{
    /// <summary>The messages to one recipient, newest first, page by page as they are asked for. Messages that still wait to be sent
    /// are among them: Twilio's filter by date would leave them out, as it goes by the day a message was sent.</summary>
    /// <param name="client">Speaks to Twilio.</param>
    /// <param name="endpoint">Whose messages.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="from">The sender; null for every one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">A page could not be read.</exception>
    public static async IAsyncEnumerable<ListedMessage> ListAsync(
        this ITwilioMessagesClient client,
        TwilioEndpoint endpoint,
        string to,
        string? from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var address = endpoint.MessagesOf(to, from); address is not null;)
        {
            var page = await client.ReadPageAsync(endpoint, address, cancellationToken).ConfigureAwait(false);
            foreach (var message in page.Messages)
            {
                yield return message;
            }

            address = page.Next;
        }
    }
}
