using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Resolution.World;

internal static class Some
{
    public const string Sender = "+15005550006";
    public const string Number = "+4915112345678";
    public const string Text = "Fire in building 7";

    public static readonly TwilioEndpoint Endpoint = new(new TwilioConnectorOptions { Account = Account.Sid, Token = Account.Token });

    public static readonly TwilioEndpoint OtherEndpoint = new(new TwilioConnectorOptions { Account = "AC" + new string('7', 32), Token = Account.Token });

    public static LedgerTimes Times => LedgerTimes.Of(Endpoint.Options);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
