using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace TwilioSms.IntegrationTests.Webhooks;

/// <summary>A webhook as somebody may make it, genuine or not.</summary>
internal sealed class GeneratedRequest
{
    private const string Token = "7d1f0b5d0a6f4b4ba1f6b0e2f3c4d5e6";
    private const string KeyId = "webhooks_sharedkey_1";

    private static readonly string[] Hosts = ["example.com", "Shop.Example.com", "127.0.0.1", "[2001:db8::1]"];
    private static readonly string[] Paths =
        ["", "/", "/twilio/status", "/twilio/status/", "/%7euser/sms", "/~user/sms", "/%7Euser", "/a%2Fb", "/it's", "/a b", "/caf%C3%A9", "/caf\u00e9", "/a(b)*!"];
    private static readonly string[] Queries = ["", "", "?a=1", "?a=1&b=it's", "?a=it%27s&c", "?q=a+b%20c", "?x=%7e~", "?a=\u00e9", "?", "?a=1&&b=", "?(x)=!*"];
    private static readonly string[] Texts = ["", "STOP", "a b+c", "Gr\u00fc\u00dfe \ud83d\ude00", "100%", "a&b=c", "line\r\nbreak", "+15551230006"];

    public required string Secret { get; init; }

    public required string? Settings { get; init; }

    public required string? Signature { get; init; }

    public required string Address { get; init; }

    public required Dictionary<string, string[]> Form { get; init; }

    /// <summary>A body that is no form; null where it is one.</summary>
    public required string? Body { get; init; }

    /// <summary>How the signature came about.</summary>
    public required string Signed { get; init; }

    [JsonIgnore]
    public byte[] Bytes => Encoding.UTF8.GetBytes(Body ?? string.Join('&', Form.SelectMany(
        static pair => pair.Value.Select(value => $"{WebUtility.UrlEncode(pair.Key)}={WebUtility.UrlEncode(value)}"))));

    [JsonIgnore]
    public TwilioWebhookSecrets Secrets => Settings is null
        ? new TwilioWebhookSecrets { AuthTokens = [Secret] }
        : new TwilioWebhookSecrets { SharedKeys = new Dictionary<string, string> { [KeyId] = Secret } };

    public static GeneratedRequest Make(Random random)
    {
        var scheme = random.Next(4) == 0 ? "http" : "https";
        var user = random.Next(12) == 0 ? "user:p%40ss@" : "";
        var port = Pick(random, "", "", "", ":443", ":80", ":8443");
        var (host, path, query) = (Pick(random, Hosts), Pick(random, Paths), Pick(random, Queries));
        var form = Enumerable.Range(0, random.Next(6)).ToDictionary(
            i => Pick(random, "Body", "From", "To", "Ze\u00e4", "a", "A") + i, _ => Enumerable.Range(0, random.Next(10) == 0 ? 2 : 1).Select(_ => Pick(random, Texts)).ToArray());
        string? body = null;
        if (random.Next(4) == 0)
        {
            (body, form) = ($$"""{"text":"{{random.Next()}}"}""", []);
            query += (query.Length == 0 ? "?" : "&") + "bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        }

        var address = $"{scheme}://{user}{host}{port}{path}{query}{(random.Next(12) == 0 ? "#rc=2" : "")}";
        var isShared = random.Next(3) == 0;
        var how = Pick(random, "as called", "as called", "with port", "without port", "normalised", "other host case", "other secret", "other form", "nothing");
        var signedAddress = how switch
        {
            "with port" => $"{scheme}://{host}{(port.Length > 0 ? port : scheme == "https" ? ":443" : ":80")}{path}{query}",
            "without port" => $"{scheme}://{host}{path}{query}",
            "normalised" => new Uri($"{scheme}://{host}{port}{path}{query}").AbsoluteUri,
            "other host case" => $"{scheme}://{host.ToLowerInvariant()}{port}{path}{query}",
            _ => $"{scheme}://{host}{port}{path}{query}",
        };
        var signed = signedAddress + string.Concat(form.OrderBy(static pair => pair.Key, StringComparer.Ordinal).SelectMany(
            static pair => pair.Value.Distinct().Order(StringComparer.Ordinal).Select(value => pair.Key + value)));
        return new GeneratedRequest
        {
            Secret = Token,
            Settings = isShared ? $"key={KeyId},algorithm=HMAC_SHA256" : null,
            Signature = how == "nothing" ? "bm90aGluZw==" : Sign(how == "other secret" ? "another" : Token, how == "other form" ? signed + "x" : signed, isShared),
            Address = address,
            Form = form,
            Body = body,
            Signed = how,
        };
    }

    private static string Sign(string secret, string signed, bool isShared)
    {
        var (key, source) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));
#pragma warning disable CA5350 // Twilio's signature is defined with SHA-1.
        return Convert.ToBase64String(isShared ? HMACSHA256.HashData(key, source) : HMACSHA1.HashData(key, source));
#pragma warning restore CA5350
    }

#pragma warning disable CA5394 // It makes tests, not secrets.
    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
#pragma warning restore CA5394
}
