using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace TwilioSms;

/// <summary>What Twilio, or whoever stands before it, answered to a <see cref="TwilioRequest"/>.</summary>
public sealed class TwilioAnswer : IDisposable
{
    private byte[]? rented;

    /// <summary>An answer.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="body">The body as it came; empty where it could not be read whole, as half an answer proves nothing.</param>
    public TwilioAnswer(HttpStatusCode statusCode, ReadOnlyMemory<byte> body)
    {
        StatusCode = statusCode;
        Body = body;
    }

    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="rented">A buffer of the shared pool, given back with the answer.</param>
    /// <param name="length">How much of it is the body.</param>
    internal TwilioAnswer(HttpStatusCode statusCode, byte[] rented, int length)
        : this(statusCode, new ReadOnlyMemory<byte>(rented, 0, length)) => this.rented = rented;

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The body, until the answer is disposed of.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Twilio's id of the request (<c>Twilio-Request-Id</c>); null where there was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>When it was answered by the clock of whoever answered (<c>Date</c>); null where that was not said.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long to wait before trying again (<c>Retry-After</c>); null where that was not said.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; init; }

    internal bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    /// <summary>Lets go of the body.</summary>
    public void Dispose()
    {
        Body = default;
        if (Interlocked.Exchange(ref rented, null) is { } buffer)
        {
            // Answers repeat the text of the message and both numbers: they must not wait in the pool for its next user.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
