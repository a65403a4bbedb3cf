using System.Security.Cryptography;
using System.Text;
using TwilioSms.Webhooks;

namespace TwilioSms;

/// <summary>Tells Twilio's requests to a host's own address (status callbacks, incoming messages) from forged ones. A signature has no
/// time: a request that was recorded passes again, so handling it twice must do no harm (see
/// <see cref="ISmsWebhooks"/>).</summary>
public static class TwilioWebhook
{
    /// <summary>The header that holds the signature: <c>X-Twilio-Signature</c>.</summary>
    public const string SignatureHeader = "X-Twilio-Signature";

    /// <summary>The header that says which shared key signed: <c>X-Twilio-Webhooks-Signature-Settings</c>. Without it the auth token did.</summary>
    public const string SignatureSettingsHeader = "X-Twilio-Webhooks-Signature-Settings";

    /// <summary>Whether Twilio made the request, by a signature with the account's auth token.</summary>
    /// <param name="authToken">The account's primary auth token. Twilio signs with it even where an API key sends.</param>
    /// <param name="address">The address that Twilio requested; see the other overload.</param>
    /// <param name="body">The body exactly as it arrived; empty for a GET.</param>
    /// <param name="signature">The value of <see cref="SignatureHeader"/>; null where the request has none.</param>
    /// <returns>False where the signature is missing or wrong: answer 403 and believe nothing of the request.</returns>
    /// <exception cref="ArgumentException"><paramref name="authToken"/> is empty: anybody could sign with it.</exception>
    public static bool Validate(string authToken, string address, ReadOnlySpan<byte> body, string? signature)
    {
        ArgumentNullException.ThrowIfNull(authToken);
        return Validate(new TwilioWebhookSecrets { AuthTokens = [authToken] }, address, body, signature, null) == TwilioWebhookVerdict.Genuine;
    }

    /// <summary>Whether Twilio made the request, by its signature: that of the address and the form posted to it, or, where the address
    /// has a <c>bodySHA256</c> parameter, that of the address and the hash of a body of any other kind, such as JSON. It is HMAC-SHA1 with
    /// an auth token, or HMAC-SHA256 with the shared key that the request names.</summary>
    /// <param name="secrets">What Twilio may have signed with.</param>
    /// <param name="address">The address that Twilio requested, as it was given to Twilio, its query included. Behind a proxy it is not
    /// the one that the host sees. User, password and fragment are left out as Twilio leaves them out; the port counts with and without,
    /// and other spellings that Twilio's own libraries take for the same address are taken as well.</param>
    /// <param name="body">The body exactly as it arrived; empty for a GET.</param>
    /// <param name="signature">The value of <see cref="SignatureHeader"/>; null where the request has none.</param>
    /// <param name="signatureSettings">The value of <see cref="SignatureSettingsHeader"/>; null where the request has none.</param>
    /// <returns>Anything but <see cref="TwilioWebhookVerdict.Genuine"/>: answer 403 and believe nothing of the request. Compared in constant
    /// time; nothing in a request makes it throw.</returns>
    /// <exception cref="ArgumentException">A secret is empty: anybody could sign with it.</exception>
    public static TwilioWebhookVerdict Validate(
        TwilioWebhookSecrets secrets, string address, ReadOnlySpan<byte> body, string? signature, string? signatureSettings)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Validate(secrets, [address], body, signature, signatureSettings);
    }

    /// <summary>Whether Twilio made the request, where a host knows several addresses that Twilio may have called: as a proxy's settings
    /// have it and as it came over the wire.</summary>
    /// <param name="secrets">What Twilio may have signed with.</param>
    /// <param name="addresses">The addresses that Twilio may have requested; see the overload for one. The body is read once for all.</param>
    /// <param name="body">The body exactly as it arrived; empty for a GET.</param>
    /// <param name="signature">The value of <see cref="SignatureHeader"/>; null where the request has none.</param>
    /// <param name="signatureSettings">The value of <see cref="SignatureSettingsHeader"/>; null where the request has none.</param>
    /// <returns>The verdict on the address that is signed; <see cref="TwilioWebhookVerdict.WrongSignature"/> where none is.</returns>
    /// <exception cref="ArgumentException">A secret is empty: anybody could sign with it.</exception>
    public static TwilioWebhookVerdict Validate(
        TwilioWebhookSecrets secrets, IEnumerable<string> addresses, ReadOnlySpan<byte> body, string? signature, string? signatureSettings)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(addresses);
        Check(secrets);
        if (string.IsNullOrEmpty(signature))
        {
            return TwilioWebhookVerdict.MissingSignature;
        }

        var given = Encoding.UTF8.GetBytes(signature);
        if (string.IsNullOrWhiteSpace(signatureSettings))
        {
            return Validate(secrets.AuthTokens, HashAlgorithmName.SHA1, addresses, body, given);
        }

        return SignatureSettings.Parse(signatureSettings!) switch
        {
            null => TwilioWebhookVerdict.MalformedSettings,
            { IsHmacSha256: false } => TwilioWebhookVerdict.UnknownAlgorithm,
            { Key: var key } => Validate(
                secrets.SharedKeys.TryGetValue(key, out var secret) ? [secret] : [], HashAlgorithmName.SHA256, addresses, body, given),
        };
    }

    private static TwilioWebhookVerdict Validate(
        IReadOnlyList<string> secrets, HashAlgorithmName algorithm, IEnumerable<string> addresses, ReadOnlySpan<byte> body, byte[] given)
    {
        if (secrets.Count == 0)
        {
            return TwilioWebhookVerdict.MissingSecret;
        }

        var keys = secrets.Select(static secret => Encoding.UTF8.GetBytes(secret)).ToArray();
        byte[]? form = null;
        foreach (var address in addresses)
        {
            var bodyHash = SignedAddress.BodyHashOf(address);
            var signedForm = bodyHash is null ? form ??= SignedForm(body) : [];
            // Which spelling fits, or which secret, is no secret to whoever has signed it.
            if (SignedAddress.SpellingsOf(address).Any(spelling => keys.Any(key => IsSigned(algorithm, key, spelling, signedForm, given))))
            {
                return bodyHash is null || IsHash(bodyHash, body) ? TwilioWebhookVerdict.Genuine : TwilioWebhookVerdict.WrongBody;
            }
        }

        return TwilioWebhookVerdict.WrongSignature;
    }

    // Sorted by name, then by value; a pair that is there twice counts once. That is what Twilio's own libraries expect of it.
    private static byte[] SignedForm(ReadOnlySpan<byte> body)
    {
        var signed = new StringBuilder();
        foreach (var parameter in FormBody.Parse(body)
            .Distinct()
            .OrderBy(static parameter => parameter.Key, StringComparer.Ordinal)
            .ThenBy(static parameter => parameter.Value, StringComparer.Ordinal))
        {
            signed.Append(parameter.Key).Append(parameter.Value);
        }

        return Encoding.UTF8.GetBytes(signed.ToString());
    }

    private static bool IsSigned(HashAlgorithmName algorithm, byte[] key, string address, byte[] form, byte[] given)
    {
        using var hmac = IncrementalHash.CreateHMAC(algorithm, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(address));
        hmac.AppendData(form);
        return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Convert.ToBase64String(hmac.GetHashAndReset())));
    }

    private static bool IsHash(string hash, ReadOnlySpan<byte> body) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))));

    private static void Check(TwilioWebhookSecrets secrets)
    {
        if (secrets.AuthTokens.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("The auth token is empty: set it to the account's primary auth token.", nameof(secrets));
        }

        if (secrets.SharedKeys.Values.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("The secret of a shared key is empty: set it to the secret that Twilio showed with the key.", nameof(secrets));
        }
    }
}
