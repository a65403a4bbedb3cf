#if NET
using System.Net.Sockets;
#endif
using Microsoft.Extensions.Options;

namespace TwilioSms.Http;

/// <summary>Makes the handler that speaks HTTP, unless the host brings its own. Redirects are never followed: they would carry the credentials
/// and the message to another host.</summary>
internal static class PrimaryHandler
{
#if NET
    // linux/tcp.h: how long written bytes may remain unacknowledged before the kernel gives up, in milliseconds.
    private const int TcpUserTimeout = 18;

    public static HttpMessageHandler Create(IOptionsMonitor<TwilioConnectorOptions> options, string name) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, options.Get(name).Timeout, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The stream owns it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The kernel of a process that is gone must not go on for minutes to deliver what it wrote.
                var milliseconds = BitConverter.GetBytes((int)timeout.TotalMilliseconds);
                socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpUserTimeout, milliseconds);
            }

            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#else
    public static HttpMessageHandler Create(IOptionsMonitor<TwilioConnectorOptions> options, string name)
    {
        _ = (options, name);
        return new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
    }
#endif
}
