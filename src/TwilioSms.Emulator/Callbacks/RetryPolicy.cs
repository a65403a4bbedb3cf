using System.Globalization;
using System.Net;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>How often Twilio asks a webhook again, and after what: <c>rc</c> and <c>rp</c> in the fragment of its address
/// (www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).</summary>
internal sealed class RetryPolicy
{
    private const int MostRetries = 5;
    private const string NotConnected = "ct";

    private readonly string[] after = [NotConnected];

    private RetryPolicy(string fragment)
    {
        foreach (var setting in fragment.Split('&').Select(static setting => setting.Split('=', 2)).Where(static setting => setting.Length == 2))
        {
            if (setting[0] == "rp")
            {
                after = setting[1].Split(',', StringSplitOptions.TrimEntries);
            }
            else if (setting[0] == "rc" && int.TryParse(setting[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                Retries = Math.Min(count, MostRetries);
            }
        }
    }

    public int Retries { get; } = 1;

    public static RetryPolicy Of(string address) => new(address.Split('#', 2) is [_, var fragment] ? fragment : "");

    /// <summary>Whether an answer is one after which it is asked again.</summary>
    public bool Covers(HttpStatusCode answer) => (int)answer switch
    {
        >= 400 and < 500 => Covers("4xx"),
        >= 500 => Covers("5xx"),
        _ => false,
    };

    /// <summary>Whether it is asked again where there was no connection. One that breaks later, or is too slow, leaves no time.</summary>
    public bool Covers(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError && Covers(NotConnected);

    private bool Covers(string failure) => after.Contains(failure, StringComparer.Ordinal) || after.Contains("all", StringComparer.Ordinal);
}
