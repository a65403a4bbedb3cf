using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>A second reading of Twilio's signature, to hold the emulator's against.</summary>
internal static class TwilioSignature
{
    [SuppressMessage("Security", "CA5350", Justification = "Twilio defines its signature with SHA-1.")]
    public static string Of(string token, string address, IReadOnlyDictionary<string, string> form)
    {
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(token));
        return Of(hmac, address, form);
    }

    public static string OfSharedKey(string secret, string address, IReadOnlyDictionary<string, string> form)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Of(hmac, address, form);
    }

    private static string Of(HMAC hmac, string address, IReadOnlyDictionary<string, string> form)
    {
        var text = address + string.Concat(form.Keys.Order(StringComparer.Ordinal).Select(name => name + form[name]));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
