using System.Net;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>An application's address as Twilio uses it: neither a user with a password nor a fragment is sent or signed.</summary>
/// <param name="Called">What is called and signed, otherwise as it was written.</param>
/// <param name="Credential">What answers a challenge, if the address had it.</param>
internal sealed record WebhookAddress(string Called, NetworkCredential? Credential)
{
    public static WebhookAddress Parse(string address)
    {
        var withoutFragment = address.Split('#', 2)[0];
        var authority = withoutFragment.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = withoutFragment.AsSpan(authority).IndexOfAny('/', '?') is var length and >= 0 ? authority + length : withoutFragment.Length;
        var at = withoutFragment.LastIndexOf('@', end - 1, end - authority);
        if (at < 0)
        {
            return new(withoutFragment, null);
        }

        var user = withoutFragment[authority..at].Split(':', 2);
        return new(
            string.Concat(withoutFragment.AsSpan(0, authority), withoutFragment.AsSpan(at + 1)),
            new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : ""));
    }
}
