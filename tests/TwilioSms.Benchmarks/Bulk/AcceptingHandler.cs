using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TwilioSms.Benchmarks.Bulk;

/// <summary>Takes the place of the network and accepts every message, each under a SID of its own.</summary>
internal sealed class AcceptingHandler : HttpMessageHandler
{
    private long accepted;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (request.Content is null)
        {
            return Answer(HttpStatusCode.OK, """{"messages":[]}""");
        }

        await request.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return Answer(HttpStatusCode.Created, string.Create(
            CultureInfo.InvariantCulture, $$"""{"sid":"SM{{Interlocked.Increment(ref accepted):x32}}","status":"queued","num_segments":"1"}"""));
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status)
    {
        Headers = { Date = DateTimeOffset.UtcNow },
        Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
