namespace TwilioSms.Http;

/// <summary>The last handler before the network: it lets each message pass once, whatever the handlers of the host do above it. One that
/// copies the request brings a content of its own: the message is then the one in whose flow that happens.</summary>
internal sealed class InnermostHandler(AsyncLocal<TwilioRequest?> current) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = request.Content is MessageContent content
            ? content.Leave()
            : IsMessage(request) ? current.Value : null;
        return message is null ? base.SendAsync(request, cancellationToken) : BeginAsync(message, request, cancellationToken);
    }

    private async Task<HttpResponseMessage> BeginAsync(TwilioRequest message, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await message.BeginAsync(cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // A handler may make requests of its own on the way, to fetch a token for example.
    private static bool IsMessage(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post
        && request.RequestUri?.AbsolutePath.EndsWith(TwilioEndpoint.MessagesPath, StringComparison.Ordinal) is true;
}
