using System.Net.Http.Headers;
using System.Text;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Authentication;

/// <summary>HTTP Basic authentication by the account's SID and token, or by an API key's SID and secret.</summary>
internal sealed class AccountAuthentication(TwilioEmulatorOptions options)
{
    private const string Basic = "Basic";
    private const string InvalidUsername = "Authentication Error - invalid username";

    /// <summary>Why the request is not let in, or null where it is.</summary>
    public TwilioError? Refuse(string authorization, ResourcePath path)
    {
        if (!TryReadCredentials(authorization, out var user, out var password))
        {
            return Unauthorized("Authentication Error - No credentials provided");
        }

        var secret = user == options.AccountSid ? options.AuthToken : user == options.ApiKeySid ? options.ApiKeySecret : null;
        if (secret is null)
        {
            return Unauthorized(InvalidUsername);
        }

        // A standard key, which Twilio recommends and this is, does not open the account itself.
        if (user == options.ApiKeySid && path.Resource == Resource.Account)
        {
            return Unauthorized(InvalidUsername);
        }

        // Good credentials do not open another account's resources either, and Twilio tells no more than this.
        return password == secret && path.AccountSid == options.AccountSid ? null : Unauthorized("Authenticate");
    }

    private static TwilioError Unauthorized(string message) => new(20003, message, 401);

    private static bool TryReadCredentials(string authorization, out string user, out string password)
    {
        (user, password) = ("", "");
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !header.Scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var decoded = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", decoded, out var length))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(decoded.AsSpan(0, length)).Split(':', 2);
        if (parts.Length < 2)
        {
            return false;
        }

        (user, password) = (parts[0], parts[1]);
        return true;
    }
}
