using System.Net;

namespace TwilioSms.Http;

/// <summary>The body of one message: what all recipients share, then the recipient, straight into the connection's own buffer. The message is
/// begun when it is written there, and not when a handler of the host's reads it before.</summary>
internal sealed class MessageContent : HttpContent
{
    private readonly TwilioRequest request;
    private readonly ReadOnlyMemory<byte> shared;
    private readonly ReadOnlyMemory<byte> recipient;
    private bool leaves;
    private bool wasRead;

    public MessageContent(TwilioRequest request, ReadOnlyMemory<byte> shared, ReadOnlyMemory<byte> recipient)
    {
        this.request = request;
        this.shared = shared;
        this.recipient = recipient;
        Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
    }

    /// <summary>The content passes the innermost handler: from now on it is written to the network.</summary>
    /// <returns>The message, where it has to be begun now: its content was read before, and whoever read it may have kept it, so that its
    /// being written is not seen here.</returns>
    public TwilioRequest? Leave()
    {
        leaves = !wasRead;
        return wasRead ? request : null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        WriteAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = shared.Length + recipient.Length;
        return true;
    }

    private async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (leaves)
        {
            await request.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        wasRead |= !leaves;
        await stream.WriteAsync(shared, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(recipient, cancellationToken).ConfigureAwait(false);
    }
}
