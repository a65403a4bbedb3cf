using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Dialects;

/// <summary>Requests to an engine's REST API, and what its answers mean.</summary>
/// <param name="client">Sends.</param>
/// <param name="api">The address of the API, which ends with a slash.</param>
/// <param name="access">Signs in.</param>
/// <param name="clock">Measures how long a request may take.</param>
internal sealed class EngineClient(HttpClient client, Uri api, IEngineAccess access, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Where the API is: the path of the address, where it has one.</summary>
    public static Uri ApiOf(Uri address, string path) => address.AbsolutePath == "/"
        ? new Uri(address, path + "/")
        : new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

    /// <summary>Sends something about a job, an answer to which is not awaited.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the API's address.</param>
    /// <param name="state">What <paramref name="write"/> needs.</param>
    /// <param name="write">Writes the content of the body, an object.</param>
    /// <param name="isLost">Which answers say that the job is no longer the worker's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineException">The engine did not take it.</exception>
    public async Task SendAsync<TState>(
        HttpMethod method,
        string path,
        TState state,
        Action<Utf8JsonWriter, TState> write,
        Func<HttpStatusCode, bool> isLost,
        CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(method, path, WireObject.Write(state, write), Patience, isLost, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for something.</summary>
    /// <param name="path">The path below the API's address.</param>
    /// <param name="state">What <paramref name="write"/> needs.</param>
    /// <param name="write">Writes the content of the body, an object.</param>
    /// <param name="wait">How long the engine may wait before it answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineException">The engine did not answer.</exception>
    public async Task<JsonElement> AskAsync<TState>(
        string path, TState state, Action<Utf8JsonWriter, TState> write, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(
            HttpMethod.Post, path, WireObject.Write(state, write), wait + Patience, static _ => false, cancellationToken).ConfigureAwait(false);
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Not as the inner exception: its message may quote the variables.
            throw new EngineException(EngineTrouble.Unreachable, $"{path} was answered with what is no JSON");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[] body, TimeSpan patience, Func<HttpStatusCode, bool> isLost, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var answer = await SendOnceAsync().ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && access.Renew(answer.RequestMessage?.Headers.Authorization))
            {
                answer.Dispose();
                answer = await SendOnceAsync().ConfigureAwait(false);
            }

            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                throw TroubleOf(answer, path, isLost);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(EngineTrouble.Unreachable, $"{path} was not answered in time");
        }
        catch (HttpRequestException exception)
        {
            throw new EngineException(EngineTrouble.Unreachable, $"the connection to {api.Authority} failed: {exception.HttpRequestError}", exception);
        }

        async Task<HttpResponseMessage> SendOnceAsync()
        {
            using var request = new HttpRequestMessage(method, new Uri(api, path)) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = Json;
            request.Headers.Accept.ParseAdd("application/json");
            request.Headers.Authorization = await access.AuthorizeAsync(client, either.Token).ConfigureAwait(false);
            return await client.SendAsync(request, either.Token).ConfigureAwait(false);
        }
    }

    private static EngineException TroubleOf(HttpResponseMessage answer, string path, Func<HttpStatusCode, bool> isLost)
    {
        var trouble = answer.StatusCode switch
        {
            var status when isLost(status) => EngineTrouble.Lost,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => EngineTrouble.Busy,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => EngineTrouble.Unauthorized,
            HttpStatusCode.InternalServerError => EngineTrouble.Failed,
            > HttpStatusCode.InternalServerError => EngineTrouble.Unreachable,
            _ => EngineTrouble.Refused,
        };
        return new EngineException(trouble, FormattableString.Invariant($"{path} was answered with HTTP {(int)answer.StatusCode}"))
        {
            RetryAfter = answer.Headers.RetryAfter?.Delta,
        };
    }
}
