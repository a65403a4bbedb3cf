using System.Net;

namespace TwilioSms.Http;

/// <summary>The body of one request: what all recipients share, then the recipient, straight into the connection's own buffer.</summary>
internal sealed class MessageContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> shared;
    private readonly ReadOnlyMemory<byte> recipient;

    public MessageContent(ReadOnlyMemory<byte> shared, ReadOnlyMemory<byte> recipient)
    {
        this.shared = shared;
        this.recipient = recipient;
        Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
    }

    /// <summary>Whether any of the body may have reached the network. Until then Twilio cannot have accepted the message.</summary>
    public bool Started { get; private set; }

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
        if (Started)
        {
            throw new MessageRepeatedException();
        }

        Started = true;
        await stream.WriteAsync(shared, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(recipient, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Something below the connector, mostly a handler that the host added, tried to send a message again by itself.</summary>
internal sealed class MessageRepeatedException() : InvalidOperationException(
    "A handler of the HTTP client tried to send the message again after it was begun to be written, and was stopped: it might be sent "
    + "twice. Let no handler repeat POST requests; the connector repeats what is safe.");
