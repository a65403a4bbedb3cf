#if !NETSTANDARD_BUILD
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Http;

/// <summary>The connections to Twilio, as the connector opens them.</summary>
public sealed class ConnectionTests
{
    private const int TcpUserTimeout = 18;

    [Fact]
    public async Task The_kernel_gives_up_on_written_bytes_once_the_timeout_is_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The option is Linux's.");
        await using var twilio = TwilioStub.Start();
        NetworkStream? connection = null;
        await using var services = Account.Connect(
            twilio,
            static options => options.Timeout = TimeSpan.FromSeconds(7),
            builder => builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler((handler, _) =>
                ((SocketsHttpHandler)handler).PlaintextStreamFilter = (context, _) =>
                {
                    connection = (NetworkStream)context.PlaintextStream;
                    return new ValueTask<Stream>(connection);
                }));

        await services.Sender().SendAsync(Account.Message(), TestContext.Current.CancellationToken);

        var option = new byte[sizeof(int)];
        connection!.Socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpUserTimeout, option);
        BitConverter.ToInt32(option).Should().Be(7_000);
    }
}
#endif
