using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Twilio.Clients;
using Twilio.Constant;
using Twilio.Exceptions;
using Twilio.Http;

namespace TwilioSms.TwilioSdk;

/// <summary>Carries requests through an <see cref="ITwilioRestClient"/>.</summary>
internal sealed class SdkTransport(
    string name,
    IServiceScopeFactory scopes,
    IOptionsMonitor<TwilioConnectorOptions> optionsMonitor,
    IHttpMessageHandlerFactory handlers,
    string clientName) : ITwilioTransport
{
    private static readonly string UserAgent = "twilio-sms-dotnet/" + typeof(ITwilioTransport).Assembly.GetName().Version!.ToString(3);

    public async Task<TwilioAnswer> SendAsync(TwilioRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = optionsMonitor.Get(name);
        // A host may register its client in any lifetime.
        using var scope = scopes.CreateScope();
        return options.BaseAddress is null && HostsClient(scope.ServiceProvider) is { } client
            ? await SendThroughHostsAsync(client, request, cancellationToken).ConfigureAwait(false)
            : await SendThroughOwnAsync(options, request, cancellationToken).ConfigureAwait(false);
    }

    private ITwilioRestClient? HostsClient(IServiceProvider provider) =>
        name.Length == 0 ? provider.GetService<ITwilioRestClient>() : provider.GetKeyedService<ITwilioRestClient>(name);

    // When the SDK writes the first byte, only a handler of ours would know: the message counts as begun as soon as it is handed over.
    private static async Task<TwilioAnswer> SendThroughHostsAsync(
        ITwilioRestClient client, TwilioRequest request, CancellationToken cancellationToken)
    {
        await request.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return AnswerOf(await RequestAsync(client, request, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException exception)
        {
            return AnswerOf(exception);
        }
    }

    private async Task<TwilioAnswer> SendThroughOwnAsync(
        TwilioConnectorOptions options, TwilioRequest request, CancellationToken cancellationToken)
    {
        using var handler = new BeginningHandler(request, cancellationToken) { InnerHandler = new Borrowed(handlers.CreateHandler(clientName)) };
        using var http = new System.Net.Http.HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var keeping = new KeepingHttpClient(http);
        // The credentials are those of the request: the handler sets them.
        var client = new TwilioRestClient(options.Account, options.Token ?? string.Empty, options.Account, httpClient: keeping)
        {
            UserAgentExtensions = [UserAgent],
        };
        try
        {
            return AnswerOf(await RequestAsync(client, request, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException) when (keeping.Response is not null)
        {
            // The SDK makes exceptions of refusals, and loses the status of those that are not JSON.
            return AnswerOf(keeping.Response);
        }
    }

    private static async Task<Response> RequestAsync(ITwilioRestClient client, TwilioRequest request, CancellationToken cancellationToken)
    {
        var running = client.RequestAsync(RequestOf(request));
        try
        {
            // The SDK takes no token: the wait ends, whatever becomes of the request.
            return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not ApiException)
        {
            _ = running.ContinueWith(
                static abandoned => abandoned.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            // Cancelling called this: whatever goes on from here must not hold back what ends the connection.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is ApiConnectionException { InnerException: { } cause })
            {
                ExceptionDispatchInfo.Capture(cause).Throw();
            }

            throw;
        }
    }

    private static Request RequestOf(TwilioRequest request)
    {
        var made = new Request(request.Method == System.Net.Http.HttpMethod.Post ? Twilio.Http.HttpMethod.Post : Twilio.Http.HttpMethod.Get, request.Address.AbsoluteUri);
        foreach (var parameter in request.Parameters)
        {
            made.AddPostParam(parameter.Key, parameter.Value);
        }

        if (request.Method == System.Net.Http.HttpMethod.Post)
        {
            made.ContentType = EnumConstants.ContentTypeEnum.FORM_URLENCODED;
        }

        return made;
    }

    private static TwilioAnswer AnswerOf(Response response) => new(response.StatusCode, Encoding.UTF8.GetBytes(response.Content ?? string.Empty))
    {
        RequestId = First(response.Headers, "Twilio-Request-Id"),
        Date = DateTimeOffset.TryParseExact(
            First(response.Headers, "Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null,
        RetryAfter = response.Headers?.RetryAfter,
    };

    // Of a host's client that is all there is of a refusal; where it was no JSON, the name of the status stands in the message.
    private static TwilioAnswer AnswerOf(ApiException exception)
    {
        const string Prefix = "Api Error: ";
        var status = exception.Status > 0 ? (HttpStatusCode)exception.Status
            : exception.Message.StartsWith(Prefix, StringComparison.Ordinal)
                && Enum.TryParse<HttpStatusCode>(exception.Message.Substring(Prefix.Length).Split(' ')[0], out var named) ? named
            : throw new HttpRequestException("The SDK gave no answer that can be read.", exception);
        var body = exception.Code > 0
            ? FormattableString.Invariant($$"""{"code":{{exception.Code}},"message":"{{JsonText(exception.Message)}}"}""")
            : string.Empty;
        return new TwilioAnswer(status, Encoding.UTF8.GetBytes(body));
    }

    private static string JsonText(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();

    private static string? First(HttpResponseHeaders? headers, string header) =>
        headers is not null && headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;
}
