using System.Net;

namespace TwilioSms.TwilioSdk;

/// <summary>Gives one request of the SDK what the SDK does not: the credentials of the connector, an end, the moment at which its first byte
/// leaves, and an answer that is kept although its body breaks off.</summary>
internal sealed class BeginningHandler(TwilioRequest request, CancellationToken ending) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        message.Headers.Authorization = request.Authorization;
        if (message.Content is { } content)
        {
            message.Content = new BeginningContent(content, request, ending);
        }

        var response = await base.SendAsync(message, ending).ConfigureAwait(false);
        try
        {
#if NET
            await response.Content.LoadIntoBufferAsync(request.MaxAnswerLength, ending).ConfigureAwait(false);
#else
            await response.Content.LoadIntoBufferAsync(request.MaxAnswerLength).ConfigureAwait(false);
#endif
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !ending.IsCancellationRequested)
        {
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
        }
        catch
        {
            // Nobody else knows of it, and its connection would stay open.
            response.Dispose();
            throw;
        }

        return response;
    }

    private sealed class BeginningContent : HttpContent
    {
        private readonly HttpContent inner;
        private readonly TwilioRequest request;
        private readonly CancellationToken ending;

        public BeginningContent(HttpContent inner, TwilioRequest request, CancellationToken ending)
        {
            this.inner = inner;
            this.request = request;
            this.ending = ending;
            foreach (var header in inner.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            ending.ThrowIfCancellationRequested();
            await request.BeginAsync(ending).ConfigureAwait(false);
            await inner.CopyToAsync(stream).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = inner.Headers.ContentLength ?? 0;
            return inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>A handler that somebody else disposes of.</summary>
internal sealed class Borrowed(HttpMessageHandler handler) : HttpMessageHandler
{
    private readonly HttpMessageInvoker invoker = new(handler, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        invoker.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            invoker.Dispose();
        }

        base.Dispose(disposing);
    }
}
