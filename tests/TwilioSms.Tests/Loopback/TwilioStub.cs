using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TwilioSms.Tests.Loopback;

/// <summary>A real HTTP server on loopback that keeps what it receives and answers each request as the test says.</summary>
internal sealed class TwilioStub : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<StubRequest, StubAnswer> answer;
    private readonly Task accepting;
    private int messages;

    private TwilioStub(Func<StubRequest, StubAnswer>? answer)
    {
        this.answer = answer ?? Accept;
        listener.Start();
        BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri BaseAddress { get; }

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public static TwilioStub Start(Func<StubRequest, StubAnswer>? answer = null) => new(answer);

    public static TwilioStub Start(StubAnswer answer) => new(_ => answer);

    /// <summary>The answer to a message that is accepted, with a SID of its own.</summary>
    public StubAnswer Accept(StubRequest request) => StubAnswer.Created(SidOf(Interlocked.Increment(ref messages)), request["To"]);

    public static string SidOf(int number) => $"SM{number:x32}";

    /// <summary>A SID that tells whom the message went to.</summary>
    public static string SidTo(string to) => $"SM{to.TrimStart('+').PadLeft(32, '0')}";

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptSocketAsync(stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var stream = new NetworkStream(socket);
                await using (stream)
                {
                    while (await StubRequest.ReadAsync(stream, stopping.Token) is { } request)
                    {
                        Requests.Enqueue(request);
                        if (!await answer(request).WriteAsync(socket, stream, stopping.Token))
                        {
                            return;
                        }
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The client went away, as some tests make it do, or the test is over.
            }
        }
    }
}
