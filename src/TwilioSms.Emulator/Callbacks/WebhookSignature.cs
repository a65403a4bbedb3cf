using System.Security.Cryptography;
using System.Text;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>The value of <c>X-Twilio-Signature</c> for a form post.</summary>
internal static class WebhookSignature
{
    /// <summary>HMAC-SHA1, keyed by the account's token.</summary>
    public static string Of(string address, IEnumerable<KeyValuePair<string, string>> parameters, string authToken) =>
#pragma warning disable CA5350 // Twilio's signature is defined with SHA-1.
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Signed(address, parameters)));
#pragma warning restore CA5350

    /// <summary>HMAC-SHA256, keyed by a shared key. What is signed is the same.</summary>
    public static string OfSharedKey(string address, IEnumerable<KeyValuePair<string, string>> parameters, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Signed(address, parameters)));

    // The address, followed by every name and value in the order of the names.
    private static byte[] Signed(string address, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var signed = new StringBuilder(address);
        foreach (var (name, value) in parameters.OrderBy(static parameter => parameter.Key, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

        return Encoding.UTF8.GetBytes(signed.ToString());
    }
}
