using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>200 callers at once while every twentieth request breaks, for 2 seconds; TWILIOSMS_LOAD_SECONDS makes it as many as it says.</summary>
/// <remarks>It runs alone, as exceptions that nobody observed are the whole process's.</remarks>
[Collection(nameof(LoadUnderFaults))]
[CollectionDefinition(nameof(LoadUnderFaults), DisableParallelization = true)]
public sealed class LoadUnderFaults(ITestOutputHelper output)
{
    private const int Callers = 200;
    private const int FaultEvery = 20;
    private const int UsualSeconds = 2;

    private static readonly RequestTrouble[] Kinds = [.. Enum.GetValues<RequestTrouble>().Except([RequestTrouble.None])];

    [Theory]
    [InlineData(TransportKind.Http)]
    [InlineData(TransportKind.Sdk)]
    public async Task Under_load_and_faults_no_outcome_exception_or_connection_is_lost(TransportKind transport)
    {
        var duration = TimeSpan.FromSeconds(
            int.TryParse(Environment.GetEnvironmentVariable("TWILIOSMS_LOAD_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : UsualSeconds);
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.SentAfter = Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        Break(twilio);
        var connections = new Connections();
        var outcomes = new ConcurrentBag<(SmsOutcome Outcome, TimeSpan Latency)>();
        var sends = 0;

        CollectGarbage();
        var unobserved = new ConcurrentBag<Exception>();
        void Observe(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception);
        TaskScheduler.UnobservedTaskException += Observe;
        try
        {
            await using var services = Connect(twilio, connections, transport);
            var sender = services.GetRequiredService<ISmsSender>();
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
            {
                while (watch.Elapsed < duration)
                {
                    var to = ConnectorHost.Number(Interlocked.Increment(ref sends));
                    var began = watch.Elapsed;
                    outcomes.Add((await SendAsync(sender, to), watch.Elapsed - began));
                }
            })));
            Print(watch.Elapsed, outcomes, connections);
            connections.MostOpen.Should().BeLessThanOrEqualTo(2 * Callers, "HttpClient makes a connection ahead where another becomes free first");
        }
        finally
        {
            connections.Close();
            CollectGarbage();
            TaskScheduler.UnobservedTaskException -= Observe;
        }

        outcomes.Select(sent => sent.Outcome.To).Should().OnlyHaveUniqueItems().And.HaveCount(sends);
        var recorded = twilio.Messages.ToLookup(message => message.To);
        outcomes.Where(sent => !Agrees(sent.Outcome, [.. recorded[sent.Outcome.To]])).Should().BeEmpty();
        unobserved.Should().BeEmpty();
        SpinWait.SpinUntil(() => connections.Open == 0, TimeSpan.FromSeconds(30));
        connections.Open.Should().Be(0, "what carries the requests lets go of each");
    }

    private static bool Agrees(SmsOutcome outcome, EmulatedMessage[] recorded) => outcome.State switch
    {
        SmsOutcomeState.Sent => recorded is [var only] && only.Sid == outcome.MessageSid,
        SmsOutcomeState.Unknown => recorded.Length <= 1,
        _ => recorded.Length == 0,
    };

    private static async Task<SmsOutcome> SendAsync(ISmsSender sender, string to)
    {
        try
        {
            return (await sender.SendAsync(ConnectorHost.Message(to))).Outcomes.Single();
        }
        catch (TwilioConnectorException exception)
        {
            return exception.Result!.Outcomes.Single();
        }
    }

    private static void Break(TwilioEmulator twilio)
    {
        var (requests, last, trouble) = (0, (EmulatedRequest?)null, RequestTrouble.None);
        foreach (var kind in Kinds)
        {
            // The schedule asks for one request at a time, and about each several times.
            twilio.Faults.Add(Troubles.FaultOf(kind), int.MaxValue, request =>
            {
                if (!ReferenceEquals(request, last))
                {
                    last = request;
                    trouble = ++requests % FaultEvery == 0 ? Kinds[requests / FaultEvery % Kinds.Length] : RequestTrouble.None;
                }

                return trouble == kind;
            });
        }
    }

    private static ServiceProvider Connect(TwilioEmulator twilio, Connections connections, TransportKind transport)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(options => options.Timeout = TimeSpan.FromSeconds(1)).UseEmulator(twilio)
            .SendOver(transport, twilio.BaseAddress, twilio.AccountSid, twilio.AuthToken, connections.Handler);
        return services.BuildServiceProvider();
    }

    private static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private void Print(TimeSpan elapsed, ConcurrentBag<(SmsOutcome Outcome, TimeSpan Latency)> outcomes, Connections connections)
    {
        var latencies = outcomes.Select(sent => sent.Latency.TotalMilliseconds).Order().ToArray();
        output.WriteLine($"{outcomes.Count} messages by {Callers} callers in {elapsed.TotalSeconds:N1} s: {outcomes.Count / elapsed.TotalSeconds:N0} a second");
        output.WriteLine($"outcomes {string.Join(' ', outcomes.CountBy(sent => sent.Outcome.State))}");
        output.WriteLine($"latency {latencies[latencies.Length / 2]:N1} ms median, {latencies[latencies.Length * 99 / 100]:N1} ms 99th percentile");
        output.WriteLine($"{connections.Made} connections, at most {connections.MostOpen} at a time");
    }

    /// <summary>Counts the connections that the connector makes and lets go of.</summary>
    private sealed class Connections
    {
        private int made;
        private int open;
        private int mostOpen;

        public Connections() => Handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = ConnectAsync };

        public SocketsHttpHandler Handler { get; }

        public int Made => made;

        public int Open => open;

        public int MostOpen => mostOpen;

        public void Close() => Handler.Dispose();

        private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
#pragma warning disable CA2000 // The stream owns it.
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            Interlocked.Increment(ref made);
            var open = Interlocked.Increment(ref this.open);
            for (var most = mostOpen; open > most; most = mostOpen)
            {
                Interlocked.CompareExchange(ref mostOpen, open, most);
            }

            return new Counted(socket, this);
        }

        private sealed class Counted(Socket socket, Connections connections) : NetworkStream(socket, ownsSocket: true)
        {
            private int disposed;

            protected override void Dispose(bool disposing)
            {
                if (Interlocked.Exchange(ref disposed, 1) == 0)
                {
                    Interlocked.Decrement(ref connections.open);
                }

                base.Dispose(disposing);
            }
        }
    }
}
