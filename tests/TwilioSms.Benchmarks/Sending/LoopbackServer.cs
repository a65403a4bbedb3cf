using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>
/// Answers every request on a loopback connection with a 201 and a SID of its own, at the least cost there is: what is measured is the client.
/// </summary>
internal static class LoopbackServer
{
    private const string Body =
        """
        {"account_sid":"AC00000000000000000000000000000000","api_version":"2010-04-01","body":"Hi Ann, your code is 482913.","date_created":"Thu, 24 Aug 2023 05:01:45 +0000","date_sent":null,"date_updated":"Thu, 24 Aug 2023 05:01:45 +0000","direction":"outbound-api","error_code":null,"error_message":null,"from":"+15005550006","messaging_service_sid":null,"num_media":"0","num_segments":"1","price":null,"price_unit":"USD","sid":"SM00000000000000000000000000000000","status":"queued","subresource_uris":{"media":"/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages/SM00000000000000000000000000000000/Media.json"},"to":"+15551234567","uri":"/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages/SM00000000000000000000000000000000.json"}
        """;

    private const int SidDigits = 16;

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nDate: {DateTimeOffset.UtcNow:r}\r\nTwilio-Request-Id: RQ00000000000000000000000000000000\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));

    private static readonly int LastDigitOfSid = Answer.AsSpan().IndexOf("\"sid\":\"SM"u8) + "\"sid\":\"SM".Length + 31;
    private static long messages;

    /// <summary>Serves until <paramref name="stop"/> ends; writes its port to <paramref name="announce"/> first.</summary>
    public static async Task RunAsync(TextWriter announce, TextReader stop)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        await announce.WriteLineAsync(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await announce.FlushAsync().ConfigureAwait(false);
        using var stopping = new CancellationTokenSource();
#pragma warning disable CA2025 // Awaited below, before the listener is disposed of.
        var accepting = AcceptAsync(listener, stopping.Token);
#pragma warning restore CA2025
        await stop.ReadLineAsync(CancellationToken.None).ConfigureAwait(false);
        await stopping.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
    }

    /// <summary>Starts this program again as the server.</summary>
    public static (Process Server, Uri Address) Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(LoopbackServer).Assembly.Location);
        start.ArgumentList.Add("serve");
        var server = Process.Start(start) ?? throw new InvalidOperationException("The loopback server did not start.");
        var port = server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The loopback server named no port.");
        return (server, new Uri($"http://127.0.0.1:{port}"));
    }

    private static async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(cancellationToken).ConfigureAwait(false);
                client.NoDelay = true;
                _ = ServeAsync(client, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The benchmark is over.
        }
    }

    private static async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using (client)
        {
            var buffer = new byte[16 * 1024];
            var answer = Answer.ToArray();
            var filled = 0;
            while (await client.ReceiveAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                filled += read;
                if (RequestLength(buffer.AsSpan(0, filled)) is { } length && filled >= length)
                {
                    filled = 0;
                    WriteSid(answer, Interlocked.Increment(ref messages));
                    await client.SendAsync(answer, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private static void WriteSid(byte[] answer, long number)
    {
        for (var i = 0; i < SidDigits; i++)
        {
            answer[LastDigitOfSid - i] = "0123456789abcdef"u8[(int)(number >> (4 * i)) & 0xF];
        }
    }

    private static int? RequestLength(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var name = "Content-Length: "u8;
        var header = received[..end].IndexOf(name);
        var digits = received[(header + name.Length)..end];
        var length = 0;
        for (var i = 0; i < digits.Length && digits[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            length = (length * 10) + (digits[i] - '0');
        }

        return end + 4 + length;
    }
}
