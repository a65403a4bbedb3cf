using Twilio.Http;

namespace TwilioSms.TwilioSdk;

/// <summary>Keeps the SDK's answer to one request, of which its client makes an exception.</summary>
internal sealed class KeepingHttpClient(System.Net.Http.HttpClient http) : Twilio.Http.HttpClient
{
    private readonly SystemNetHttpClient inner = new(http);

    public Response? Response { get; private set; }

    public override Response MakeRequest(Request request) => throw new NotSupportedException("The connector asks asynchronously.");

    public override async Task<Response> MakeRequestAsync(Request request) =>
        Response = await inner.MakeRequestAsync(request).ConfigureAwait(false);
}
