using System.Security.Cryptography;
using System.Text;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>The value of <c>X-Twilio-Signature</c> for a form post.</summary>
internal static class WebhookSignature
{
    /// <summary>HMAC-SHA1, keyed by the token, of the address followed by every name and value in the order of the names.</summary>
    public static string Of(string address, IEnumerable<KeyValuePair<string, string>> parameters, string authToken)
    {
        var signed = new StringBuilder(address);
        foreach (var (name, value) in parameters.OrderBy(static parameter => parameter.Key, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

#pragma warning disable CA5350 // Twilio's signature is defined with SHA-1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }
}
