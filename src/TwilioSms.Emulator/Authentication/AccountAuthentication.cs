using System.Net.Http.Headers;
using System.Text;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Authentication;

/// <summary>
/// HTTP Basic authentication by the account's SID and token or by an API key's SID and secret, or a bearer's by an access token.
/// </summary>
internal sealed class AccountAuthentication(TwilioEmulatorOptions options, AccountDirectory accounts, AccessTokens accessTokens)
{
    private const string Basic = "Basic";
    private const string Bearer = "Bearer ";
    private const string InvalidUsername = "Authentication Error - invalid username";

    // Good credentials do not open another account's resources, and Twilio tells no more than this.
    private static readonly TwilioError Refused = Unauthorized("Authenticate");

    /// <summary>Why the request is not let in, or null where it is.</summary>
    public TwilioError? Refuse(string authorization, ResourcePath path) =>
        // A standard key, which Twilio recommends and this is, does not open the account itself.
        Refuse(authorization, out var owner, out var isKey) ?? (
            isKey && path.Resource == Resource.Account ? Unauthorized(InvalidUsername)
            : owner != path.AccountSid ? Refused
            : null);

    /// <summary>Why the request is not let in, or null where it is.</summary>
    public TwilioError? Refuse(string authorization, out string owner) => Refuse(authorization, out owner, out _);

    private TwilioError? Refuse(string authorization, out string owner, out bool isKey)
    {
        (owner, isKey) = (accounts.Primary, false);
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return accessTokens.IsValid(authorization[Bearer.Length..].Trim()) ? null : Refused;
        }

        if (!TryReadCredentials(authorization, out var user, out var password))
        {
            return Unauthorized("Authentication Error - No credentials provided");
        }

        isKey = user == options.ApiKeySid;
        if ((isKey ? options.ApiKeySecret : accounts.TokenOf(user)) is not { } secret)
        {
            return Unauthorized(InvalidUsername);
        }

        owner = isKey ? accounts.Primary : user;
        return password == secret ? null : Refused;
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
