using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Web;

namespace TwilioSms.Tests.Loopback;

/// <summary>Twilio in place of the network, for tests that send more than sockets carry in a second. Without
/// <paramref name="answer"/>, which gets the form, every message is accepted.</summary>
internal sealed class InProcessTwilio(Func<NameValueCollection, CancellationToken, Task<HttpResponseMessage>>? answer = null) : HttpMessageHandler
{
    private static readonly byte[] Created = Encoding.UTF8.GetBytes("""{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued"}""");
    private readonly Lock counting = new();
    private int atOnce;

    /// <summary>The most requests that were under way at a time.</summary>
    public int MostAtOnce { get; private set; }

    public static HttpResponseMessage Accept() => new(HttpStatusCode.Created) { Content = new ByteArrayContent(Created) };

    public static HttpResponseMessage Accept(int segments) => new(HttpStatusCode.Created)
    {
        Content = new StringContent($$"""{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued","num_segments":"{{segments}}"}"""),
    };

    public static HttpResponseMessage Refuse(HttpStatusCode status, int code) =>
        new(status) { Content = new StringContent($$"""{"code":{{code}},"message":"no","status":{{(int)status}}}""") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref atOnce);
        lock (counting)
        {
            MostAtOnce = Math.Max(MostAtOnce, now);
        }

        try
        {
            if (answer is null)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
                await Task.Yield();
                return Accept();
            }

            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return await answer(HttpUtility.ParseQueryString(body), cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }
}
