using System.Security.Cryptography;
using System.Text;
using TwilioSms.Webhooks;

namespace TwilioSms;

/// <summary>Tells Twilio's requests to a host's own address (status callbacks, incoming messages) from forged ones.</summary>
public static class TwilioWebhook
{
    /// <summary>The header that holds the signature: <c>X-Twilio-Signature</c>.</summary>
    public const string SignatureHeader = "X-Twilio-Signature";

    private const string BodyHashParameter = "bodySHA256=";

    /// <summary>Whether Twilio made the request, by its signature: that of the address and the form posted to it, or, where the address
    /// has a <c>bodySHA256</c> parameter, that of the address and the hash of a body of any other kind, such as JSON. A signature has
    /// no time: a request that was recorded passes again, so handling it twice must do no harm.</summary>
    /// <param name="authToken">The account's primary auth token. Twilio signs with it even where an API key sends.</param>
    /// <param name="address">The address that Twilio requested, as it was given to Twilio, its query included. Behind a proxy it is not
    /// the one that the host sees. User and password are left out as Twilio leaves them out, and the port counts with and without, as
    /// Twilio is not consistent about it.</param>
    /// <param name="body">The body exactly as it arrived; empty for a GET.</param>
    /// <param name="signature">The value of <see cref="SignatureHeader"/>; null where the request has none.</param>
    /// <returns>False where the signature is missing or wrong: answer 403 and believe nothing of the request. Compared in constant
    /// time; nothing in a request makes it throw.</returns>
    /// <exception cref="ArgumentException"><paramref name="authToken"/> is empty: anybody could sign with it.</exception>
    public static bool Validate(string authToken, string address, ReadOnlySpan<byte> body, string? signature)
    {
        ArgumentNullException.ThrowIfNull(authToken);
        ArgumentNullException.ThrowIfNull(address);
        if (authToken.Length == 0)
        {
            throw new ArgumentException("The auth token is empty: set it to the account's primary auth token.", nameof(authToken));
        }

        var given = Encoding.UTF8.GetBytes(signature ?? "");
        var bodyHash = BodyHashIn(address);
        var signed = bodyHash is null ? SignedForm(body) : "";
        var (withPort, withoutPort) = PortVariants(address);
        var genuine = IsSignature(given, authToken, withPort + signed) | IsSignature(given, authToken, withoutPort + signed);
        return genuine && (bodyHash is null || IsHash(bodyHash, body));
    }

    // Sorted by name, then by value; a pair that is there twice counts once. That is what Twilio's own libraries expect of it.
    private static string SignedForm(ReadOnlySpan<byte> body)
    {
        var signed = new StringBuilder();
        foreach (var parameter in FormBody.Parse(body)
            .Distinct()
            .OrderBy(static parameter => parameter.Key, StringComparer.Ordinal)
            .ThenBy(static parameter => parameter.Value, StringComparer.Ordinal))
        {
            signed.Append(parameter.Key).Append(parameter.Value);
        }

        return signed.ToString();
    }

    private static bool IsSignature(byte[] given, string authToken, string signed)
    {
#pragma warning disable CA5350 // Twilio defines its signature with SHA-1; as HMAC it is not broken.
        var hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Convert.ToBase64String(hash)));
    }

    private static bool IsHash(string hash, ReadOnlySpan<byte> body) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))));

    // Twilio appends it, so the last one is Twilio's.
    private static string? BodyHashIn(string address)
    {
        var query = address.Substring(address.IndexOf('?') + 1);
        return query.Split('&').LastOrDefault(static parameter => parameter.StartsWith(BodyHashParameter, StringComparison.Ordinal))
            ?.Substring(BodyHashParameter.Length);
    }

    private static (string WithPort, string WithoutPort) PortVariants(string address)
    {
        const string SchemeEnd = "://";
        var scheme = address.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (scheme < 0)
        {
            return (address, address);
        }

        var start = scheme + SchemeEnd.Length;
        var end = address.IndexOfAny(['/', '?', '#'], start);
        var authority = end < 0 ? address.Substring(start) : address.Substring(start, end - start);
        var host = authority.Substring(authority.LastIndexOf('@') + 1);
        var colon = host.LastIndexOf(':');
        var hasPort = colon > host.LastIndexOf(']');
        var before = address.Substring(0, start);
        var after = end < 0 ? "" : address.Substring(end);
        var defaultPort = before.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return (
            before + (hasPort ? host : host + defaultPort) + after,
            before + (hasPort ? host.Substring(0, colon) : host) + after);
    }
}
