using System.Collections.Concurrent;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Authentication;

/// <summary>OAuth's client credentials: <c>POST /v2/token</c> gives a client a token that opens the API for a while.</summary>
internal sealed class AccessTokens(TwilioEmulatorOptions options)
{
    private const string Path = "/v2/token";

    private readonly ConcurrentDictionary<string, DateTimeOffset> expiries = new(StringComparer.Ordinal);

    public static bool Owns(EmulatedRequest request) => request.Path == Path;

    public TwilioResponse Answer(EmulatedRequest request)
    {
        var refusal = request.Problem ?? Refuse(request);
        return refusal is not null ? Representation.Of(refusal, ".json") : Representation.Of(200, ".json", "Token", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", Issue());
            writer.WriteString("token_type", "Bearer");
            writer.WriteNumber("expires_in", (long)options.AccessTokenLifetime.TotalSeconds);
            writer.WriteEndObject();
        }) with
        {
            Headers = [new("Cache-Control", "no-store")],
        };
    }

    public bool IsValid(string token) => expiries.TryGetValue(token, out var expiry) && options.TimeProvider.GetUtcNow() < expiry;

    private TwilioError? Refuse(EmulatedRequest request) =>
        request.Method != "POST" ? TwilioError.MethodNotAllowed(request)
        : request["grant_type"] != "client_credentials" ? TwilioError.InvalidParameter("grant_type")
        : request["client_id"] != options.ClientId || request["client_secret"] != options.ClientSecret
            ? new TwilioError(20003, "Authentication Error - invalid client credentials", 401)
        : null;

    private string Issue()
    {
        var now = options.TimeProvider.GetUtcNow();
        foreach (var (old, expiry) in expiries)
        {
            if (expiry <= now)
            {
                expiries.TryRemove(old, out _);
            }
        }

        var token = "emulated." + Sid.NewSecret();
        expiries[token] = now + options.AccessTokenLifetime;
        return token;
    }
}
