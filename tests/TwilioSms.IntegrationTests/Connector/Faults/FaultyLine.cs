using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>The line between the connector and the emulator: real connections, with TLS if asked, that break as planned.</summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    // Enough of a request to be in the middle of its head, of an answer to be in the middle of its body.
    private const int SomeOfTheHead = 40;
    private const int SomeOfTheAnswer = 400;

    private static readonly X509Certificate2 Trusted = SelfSigned();
    private static readonly X509Certificate2 Untrusted = SelfSigned();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Uri twilio;
    private readonly bool tls;
    private readonly ConcurrentQueue<LineTrouble> troubles;
    private readonly Action silenced;
    private readonly Task accepting;

    // One connection at a time is made, so that what is planned for it befalls it at both of its ends.
    private readonly SemaphoreSlim connecting = new(1);
    private readonly ConcurrentQueue<LineTrouble> accepted = new();
    private readonly TaskCompletionSource repaired = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultyLine(Uri twilio, bool tls, IEnumerable<LineTrouble> troubles, Action silenced)
    {
        (this.twilio, this.tls, this.troubles, this.silenced) = (twilio, tls, new(troubles), silenced);
        listener.Start();
        BaseAddress = new Uri($"{(tls ? "https" : "http")}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
        Handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Trusted.Equals(certificate) },
        };
    }

    public Uri BaseAddress { get; }

    /// <summary>The client's end of the line.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>The connections to come are sound, and those that are silent end.</summary>
    public void Repair()
    {
        troubles.Clear();
        repaired.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Handler.Dispose();
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        connecting.Dispose();
        stopping.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        await connecting.WaitAsync(cancellationToken);
        try
        {
            var trouble = troubles.TryDequeue(out var planned) ? planned : LineTrouble.None;
            switch (trouble)
            {
                case LineTrouble.NameNotFound:
                    throw new SocketException((int)SocketError.HostNotFound);
                case LineTrouble.ConnectionRefused:
                    return await DialAsync(ClosedPort(), cancellationToken);
                default:
                    accepted.Enqueue(trouble);
                    return await DialAsync(context.DnsEndPoint.Port, cancellationToken);
            }
        }
        finally
        {
            connecting.Release();
        }
    }

    private static async Task<Stream> DialAsync(int port, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The stream owns it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stopping.Token);
                serving.Add(ServeAsync(socket, accepted.TryDequeue(out var trouble) ? trouble : LineTrouble.None));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, LineTrouble trouble)
    {
        using (socket)
        {
            try
            {
                await using var stream = new NetworkStream(socket);
                switch (trouble)
                {
                    case LineTrouble.ResetOnceConnected:
                        await stream.ReadExactlyAsync(new byte[1], stopping.Token);
                        break;
                    case LineTrouble.SilentOnceConnected:
                        await stream.ReadExactlyAsync(new byte[1], stopping.Token);
                        silenced();
                        await repaired.Task.WaitAsync(stopping.Token);
                        break;
                    case LineTrouble.GarbageOnceConnected:
                        await stream.ReadExactlyAsync(new byte[SomeOfTheHead], stopping.Token);
                        await stream.WriteAsync("Who is there?\r\n\r\n"u8.ToArray(), stopping.Token);
                        await stream.CopyToAsync(Stream.Null, stopping.Token);
                        break;
                    default:
                        await PassOnAsync(stream, trouble);
                        return;
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
                // One of the ends gave up; the other is told so below.
            }

            Break(socket);
        }
    }

    private async Task PassOnAsync(NetworkStream raw, LineTrouble trouble)
    {
        await using Stream stream = tls ? await EncryptAsync(raw, trouble) : raw;
        switch (trouble)
        {
            case LineTrouble.ResetInHeaders:
                await stream.ReadExactlyAsync(new byte[SomeOfTheHead], stopping.Token);
                throw new IOException("Broken as planned.");
            case LineTrouble.ResetInForm:
                await ReadHeadAsync(stream);
                throw new IOException("Broken as planned.");
        }

        using var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await upstream.ConnectAsync(IPAddress.Loopback, this.twilio.Port, stopping.Token);
        await using var twilio = new NetworkStream(upstream);
        try
        {
            await RelayAsync(stream, twilio, trouble == LineTrouble.ResetInAnswer ? SomeOfTheAnswer : int.MaxValue, stopping.Token);
        }
        finally
        {
            upstream.LingerState = new LingerOption(true, 0);
        }
    }

    /// <summary>Carries bytes both ways until one end is done.</summary>
    private static async Task RelayAsync(Stream client, Stream twilio, int answerBytes, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var there = CopyAsync(client, twilio, int.MaxValue, ended.Token);
        var back = CopyAsync(twilio, client, answerBytes, ended.Token);
        var first = await Task.WhenAny(there, back);
        await ended.CancelAsync();
        await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task<SslStream> EncryptAsync(NetworkStream raw, LineTrouble trouble)
    {
        var stream = new SslStream(raw);
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = trouble == LineTrouble.UntrustedCertificate ? Untrusted : Trusted,
            },
            stopping.Token);
        return stream;
    }

    private async Task ReadHeadAsync(Stream stream)
    {
        var (last, one) = (0, new byte[1]);
        while (last != 0x0D0A0D0A)
        {
            await stream.ReadExactlyAsync(one, stopping.Token);
            last = (last << 8) | one[0];
        }
    }

    /// <summary>Ends where the source does; throws where <paramref name="limit"/> bytes are through.</summary>
    private static async Task CopyAsync(Stream from, Stream to, int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, Math.Min(read, limit)), cancellationToken);
            limit -= Math.Min(read, limit);
            if (limit == 0)
            {
                throw new IOException("Broken as planned.");
            }
        }
    }

    private static void Break(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
