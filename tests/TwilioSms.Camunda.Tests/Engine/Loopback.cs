using System.Net;
using System.Net.Sockets;

namespace TwilioSms.Camunda.Tests.Engine;

internal static class Loopback
{
    /// <summary>An address that nobody listens at.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }
}
