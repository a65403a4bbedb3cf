using Microsoft.Extensions.DependencyInjection;
#if SDK_TRANSPORT
using TwilioSms.TwilioSdk;
#endif

namespace TwilioSms.Tests.Loopback;

/// <summary>The account of the tests, and a connector for it.</summary>
internal static class Account
{
    public const string Sid = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "5ecre7-t0ken";
    public const string From = "+15005550006";
    public const string To = "+15551234567";

    public static ServiceProvider Connect(
        TwilioStub twilio, Action<TwilioConnectorOptions>? configure = null, Action<ITwilioConnectorBuilder>? build = null) =>
        Connect(twilio.BaseAddress, configure, build);

    public static ServiceProvider Connect(
        Uri address, Action<TwilioConnectorOptions>? configure = null, Action<ITwilioConnectorBuilder>? build = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddTwilioConnector(options =>
        {
            options.Account = Sid;
            options.Token = Token;
            options.BaseAddress = address;
            options.MaxRetryDelay = TimeSpan.Zero;
            configure?.Invoke(options);
        });
#if SDK_TRANSPORT
        builder.UseTwilioSdk();
#endif
        build?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    public static ISmsSender Sender(this IServiceProvider services) => services.GetRequiredService<ISmsSender>();

    /// <summary>A message that nothing is wrong with.</summary>
    public static SmsMessage Message(params string[] to) => new() { From = From, To = to.Length == 0 ? [To] : to, Body = "Hello" };

    public static IEnumerable<string> Numbers(int count) => Enumerable.Range(0, count).Select(i => $"+1555{i:0000000}");
}
