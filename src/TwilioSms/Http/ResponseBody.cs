using System.Buffers;

namespace TwilioSms.Http;

/// <summary>The body of an answer in a pooled buffer. What cannot be read whole is no body at all: half an answer proves nothing.</summary>
internal readonly struct ResponseBody : IDisposable
{
    private const int UsualLength = 2 * 1024;

    private readonly byte[]? buffer;
    private readonly int length;

    private ResponseBody(byte[]? buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
    }

    public ReadOnlyMemory<byte> Bytes => new(buffer, 0, length);

    /// <param name="content">The content to read.</param>
    /// <param name="maxLength">The bytes that are far above any such answer of Twilio's: what is longer comes from somebody else.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OperationCanceledException">The time is up, or the caller gave up.</exception>
    public static async Task<ResponseBody> ReadAsync(HttpContent content, int maxLength, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UsualLength);
        var length = 0;
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
                if (length == buffer.Length)
                {
                    if (length >= maxLength)
                    {
                        length = 0;
                        break;
                    }

                    buffer = Grow(buffer);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            length = 0;
        }
        catch
        {
            Return(buffer);
            throw;
        }

        return new ResponseBody(buffer, length);
    }

    public void Dispose()
    {
        if (buffer is not null)
        {
            Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        Return(buffer);
        return larger;
    }

    // Answers repeat the text of the message and both numbers: they must not wait in the pool for its next user.
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
