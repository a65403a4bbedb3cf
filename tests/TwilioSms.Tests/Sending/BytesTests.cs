using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Benchmarks.Sending;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>What a send allocates beside a bare <see cref="HttpClient"/> that posts the same form to the same server over real connections. Bytes
/// are the same on every machine.</summary>
[Collection(nameof(Alone))]
public sealed class BytesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Sends = 2_000;
    private const int Rounds = 5;
    private const string Body = "Hi Ann, your code is 482913.";

    private readonly StringWriter announced = new(CultureInfo.InvariantCulture);
    private readonly Pipe stop = new();
    private Task serving = Task.CompletedTask;
    private ServiceProvider services = null!;
    private HttpClient http = null!;
    private BareClient bare = null!;

    public ValueTask InitializeAsync()
    {
#pragma warning disable CA2000 // The server reads it to its end.
        serving = LoopbackServer.RunAsync(announced, new StreamReader(stop.Reader.AsStream()));
#pragma warning restore CA2000
        var address = new Uri($"http://127.0.0.1:{announced.ToString().Trim()}");
        services = Account.Connect(address);
        http = new HttpClient { BaseAddress = address };
        bare = new BareClient(http, Account.Sid, Account.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        http.Dispose();
        await stop.Writer.CompleteAsync();
        await serving;
        await announced.DisposeAsync();
    }

    [Fact]
    public async Task A_send_allocates_at_most_1_3_times_what_a_bare_client_does_and_1_6_times_with_a_key()
    {
        var sender = services.Sender();
        var message = new SmsMessage { From = Account.From, To = [Account.To], Body = Body };
        var keyed = new Queue<SmsMessage>(Enumerable.Range(0, Rounds * Sends).Select(n =>
            new SmsMessage { From = Account.From, To = [Account.To], Body = Body, IdempotencyKey = $"order-{n}" }));

        var ofBare = await MeasureAsync(() => bare.SendAsync(Account.From, Account.To, Body, CancellationToken.None));
        var ofConnector = await MeasureAsync(() => sender.SendAsync(message));
        var ofKeyed = await MeasureAsync(() => sender.SendAsync(keyed.Dequeue()));

        output.WriteLine(FormattableString.Invariant(
            $"bare {ofBare}, connector {ofConnector} ({ofConnector / (double)ofBare:0.00}), with a key {ofKeyed} ({ofKeyed / (double)ofBare:0.00})"));
        var (most, mostWithKey) = IsOptimized ? (1.3, 1.6) : (1.5, 2.4);
        ofConnector.Should().BeLessThanOrEqualTo((long)(most * ofBare));
        ofKeyed.Should().BeLessThanOrEqualTo((long)(mostWithKey * ofBare));
    }

    // Without optimisation every async method is an object of its own: the figures that count are those of Release.
    private static bool IsOptimized =>
        typeof(ISmsSender).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    // The least of some rounds: whatever else the process does only adds.
    private static async Task<long> MeasureAsync(Func<Task> send)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Sends; i++)
            {
                await send();
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Sends);
        }

        return least;
    }
}
