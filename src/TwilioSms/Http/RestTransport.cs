using System.Buffers;
using System.Net.Http.Headers;

namespace TwilioSms.Http;

/// <summary>Speaks Twilio's REST API itself, through the handlers of a named HTTP client.</summary>
internal sealed class RestTransport(IHttpMessageHandlerFactory handlers, string clientName, AsyncLocal<TwilioRequest?> current) : ITwilioTransport
{
    private const int UsualLength = 2 * 1024;

    public async Task<TwilioAnswer> SendAsync(TwilioRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Address);
        message.Headers.Authorization = request.Authorization;
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        if (request.Content is { } content)
        {
            message.Content = new MessageContent(request, content.Shared, content.Recipient);
            current.Value = request;
        }

        using var client = new HttpMessageInvoker(handlers.CreateHandler(clientName), disposeHandler: false);
        using var response = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var (body, length) = await ReadAsync(response.Content, request.MaxAnswerLength, cancellationToken).ConfigureAwait(false);
        return new TwilioAnswer(response.StatusCode, body, length)
        {
            RequestId = First(response.Headers, "Twilio-Request-Id"),
            Date = HttpDate.Read(First(response.Headers, "Date")),
            RetryAfter = response.Headers.RetryAfter,
        };
    }

    private static string? First(HttpResponseHeaders headers, string name)
    {
#if NET
        if (headers.NonValidated.TryGetValues(name, out var values))
#else
        if (headers.TryGetValues(name, out var values))
#endif
        {
            foreach (var value in values)
            {
                return value;
            }
        }

        return null;
    }

    // What cannot be read whole is no body at all.
    private static async Task<(byte[] Buffer, int Length)> ReadAsync(HttpContent content, int maxLength, CancellationToken cancellationToken)
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
                        return (buffer, 0);
                    }

                    buffer = Grow(buffer);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (buffer, 0);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            throw;
        }

        return (buffer, length);
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }
}
