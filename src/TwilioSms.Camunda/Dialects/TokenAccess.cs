using System.Net.Http.Headers;
using System.Text.Json;

namespace TwilioSms.Camunda.Dialects;

/// <summary>OAuth client credentials: one access token for all requests, kept until shortly before it ends. One renewal runs at a time, and
/// whoever gives up waiting for it leaves it to the others.</summary>
internal sealed class TokenAccess(Camunda8WorkerOptions options, TimeProvider clock) : IEngineAccess
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private Task<Token>? asked;

    public async ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(HttpClient client, CancellationToken cancellationToken)
    {
        Task<Token> asking;
        lock (gate)
        {
            if (asked is null || (asked.IsCompleted && !IsGood(asked)))
            {
                asked = RenewAsync(client);
            }

            asking = asked;
        }

        return (await asking.WaitAsync(cancellationToken).ConfigureAwait(false)).Header;
    }

    public bool Renew(AuthenticationHeaderValue? refused)
    {
        lock (gate)
        {
            if (asked is { IsCompletedSuccessfully: true } && ReferenceEquals(asked.Result.Header, refused))
            {
                asked = null;
            }
        }

        return true;
    }

    private bool IsGood(Task<Token> asked) =>
        asked.IsCompletedSuccessfully && asked.Result is var token && clock.GetElapsedTime(token.Asked) < token.Life;

    private async Task<Token> RenewAsync(HttpClient client)
    {
        // Not by a caller's token: others wait for the same answer.
        await Task.Yield();
        using var timeout = new CancellationTokenSource(Patience, clock);
        try
        {
            return await AskAsync(client, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new EngineException(EngineTrouble.Unreachable, $"{options.TokenAddress.Authority} gave no access token in time");
        }
        catch (HttpRequestException exception)
        {
            throw new EngineException(
                EngineTrouble.Unreachable, $"the connection to {options.TokenAddress.Authority} failed: {exception.HttpRequestError}", exception);
        }
    }

    private async Task<Token> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(Form());
        var began = clock.GetTimestamp();
        using var answer = await client.PostAsync(options.TokenAddress, form, cancellationToken).ConfigureAwait(false);
        var where = options.TokenAddress.Authority;
        if (!answer.IsSuccessStatusCode)
        {
            throw new EngineException(
                (int)answer.StatusCode is >= 500 or 429 ? EngineTrouble.Unreachable : EngineTrouble.Unauthorized,
                FormattableString.Invariant($"{where} gave no access token (HTTP {(int)answer.StatusCode})"));
        }

        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            var life = json.RootElement.TryGetProperty("expires_in", out var seconds) ? TimeSpan.FromSeconds(seconds.GetDouble()) : LongestMargin;
            var margin = TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, life.Ticks / 10));
            var header = new AuthenticationHeaderValue("Bearer", json.RootElement.GetProperty("access_token").GetString()!);
            return new Token(header, began, life - margin);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or OverflowException or ArgumentException)
        {
            // Not as the inner exception: it may quote the token.
            throw new EngineException(EngineTrouble.Unreachable, $"the answer of {where} is no access token ({exception.GetType().Name})");
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", options.ClientId!);
        yield return new("client_secret", options.ClientSecret!);
        if (options.Audience is { Length: > 0 } audience)
        {
            yield return new("audience", audience);
        }

        if (options.Scope is { Length: > 0 } scope)
        {
            yield return new("scope", scope);
        }
    }

    private sealed record Token(AuthenticationHeaderValue Header, long Asked, TimeSpan Life);
}
