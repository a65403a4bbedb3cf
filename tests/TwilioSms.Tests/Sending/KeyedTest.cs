using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Tests.Bulk;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>What tests of sends with a key share: processes of their own that share a Twilio, a ledger and a clock.</summary>
public abstract class KeyedTest : BulkTest, IAsyncDisposable
{
    protected const string Key = "order-4711";

    private readonly List<ServiceProvider> processes = [];

    private protected KeyedTest(bool isDurable = false)
    {
        Twilio = new FakeTwilio(() => Clock.TrueTime);
        Ledger = new WatchedLedger(Clock, isDurable);
    }

    private protected SkewedClock Clock { get; } = new();

    private protected FakeTwilio Twilio { get; }

    private protected WatchedLedger Ledger { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected static SmsMessage Message(string key, string body, params string[] to) =>
        new() { From = Account.From, To = to, Body = body, IdempotencyKey = key };

    protected static SmsMessage Message() => MessageTo(Account.To);

    protected static SmsMessage MessageTo(params string[] to) => Message(Key, "Hello", to);

    protected IServiceProvider Start(Action<TwilioConnectorOptions>? configure = null, TimeProvider? clock = null)
    {
        var process = Account.Connect(
            new Uri("https://api.twilio.com"),
            configure,
            builder =>
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(clock ?? Clock));
                builder.Services.AddKeyedSingleton<ITwilioTransport>(builder.Name, Twilio);
                builder.Services.AddKeyedSingleton<ISendLedger>(builder.Name, Ledger);
            });
        processes.Add(process);
        return process;
    }

    protected static async Task<TException> FailAsync<TException>(IServiceProvider process, SmsMessage message)
        where TException : TwilioConnectorException =>
        (await FluentActions.Awaiting(() => process.Sender().SendAsync(message, Stop)).Should().ThrowAsync<TException>()).Which;

    /// <summary>Lets time pass, a little at a time, until something is over.</summary>
    protected async Task PassUntilAsync(Task over, TimeSpan? step = null)
    {
        for (var rounds = 0; !over.IsCompleted; rounds++)
        {
            rounds.Should().BeLessThan(10_000, "it should have been over by then, at {0:T}", Clock.TrueTime);
            Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.WhenAny(over, Task.Delay(2, Stop));
        }

        await over;
    }

    /// <summary>A machine's two clocks: the stopwatch, and the timers, stand still while it sleeps; the wall clock can be set.</summary>
    private protected sealed class SkewedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, 300, TimeSpan.Zero))
    {
        private TimeSpan slept;
        private TimeSpan skew;

        /// <summary>What time it is elsewhere.</summary>
        public DateTimeOffset TrueTime => base.GetUtcNow() + slept;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;

        public override DateTimeOffset GetUtcNow() => TrueTime + skew;

        public void Sleep(TimeSpan time) => slept += time;

        public void SetBy(TimeSpan difference) => skew += difference;
    }
}
