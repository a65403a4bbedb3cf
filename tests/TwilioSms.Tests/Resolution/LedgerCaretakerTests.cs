using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Diagnostics;
using TwilioSms.Errors;
using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>What is in doubt settles without anybody calling again.</summary>
public sealed class LedgerCaretakerTests : IAsyncDisposable
{
    private readonly Universe universe = new();
    private readonly DurableLedger ledger;
    private readonly Machine machine;
    private readonly FakeTimeProvider clock = new();
    private readonly EventLog log = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private LedgerCaretaker? caretaker;

    public LedgerCaretakerTests()
    {
        ledger = new DurableLedger(universe.Ledger);
        machine = universe.Boot(ledger);
    }

    private IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (caretaker is not null)
        {
            await caretaker.StopAsync(Stop);
            caretaker.Dispose();
        }

        await services.DisposeAsync();
    }

    [Fact]
    public async Task Claims_that_ran_out_are_settled_freed_and_parked_and_nothing_is_sent()
    {
        await universe.SettleWitnessAsync(machine);
        var sent = await machine.ClaimAsync("order 1");
        var free = await machine.ClaimAsync("order 2", to: "+4915111111111");
        var parked = await machine.ClaimAsync("order 3", to: "+4915122222222");
        var message = universe.Twilio.Accept(Some.Number, Some.Text);
        universe.Twilio.Accept("+4915122222222", "");
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        var measured = new ConcurrentQueue<(string Name, long Value, object? Ending)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, Meters))
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Enqueue((instrument.Name, value, tags.ToArray().FirstOrDefault(tag => tag.Key == "twilio_sms.ledger.ending").Value)));
        listener.Start();

        await StartAsync();
        await EventuallyAsync(async () => (await machine.ReadAsync(parked)).State == LedgerState.Parked && ledger.Purges.Count > 0);

        (await machine.ReadAsync(sent)).MessageSid.Should().Be(message.Sid);
        (await machine.ReadAsync(free)).State.Should().Be(LedgerState.Free);
        universe.Twilio.Accepted.Should().HaveCount(3);
        measured.Where(one => one.Name == "twilio_sms.ledger.lookups").Select(one => one.Ending)
            .Should().BeEquivalentTo(new object[] { "sent", "freed", "parked" });
        await EventuallyAsync(() =>
        {
            listener.RecordObservableInstruments();
            return Task.FromResult(measured.Contains(("twilio_sms.ledger.parked", 1, null)) && measured.Contains(("twilio_sms.ledger.claimed", 0, null)));
        });
        log.Entries.Single(entry => entry.Name == "Parked").Text.Should().NotContain("22222222").And.Contain("+4915***2222");
    }

    [Fact]
    public async Task What_is_in_doubt_for_a_day_is_parked()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Pass(LedgerTimes.TooLong + Some.Seconds(2));

        await StartAsync();

        await EventuallyAsync(async () => (await machine.ReadAsync(row)).Reason == LedgerReason.TooLong);
    }

    [Fact]
    public async Task What_is_old_is_deleted_by_Twilio_s_time_a_thousand_at_a_time()
    {
        await StartAsync();

        await EventuallyAsync(() => Task.FromResult(ledger.Purges.Count > 0));

        var (now, freeBefore, most) = ledger.Purges[0];
        now.Should().BeCloseTo(universe.Twilio.Now, Some.Seconds(3));
        freeBefore.Should().Be(now - TimeSpan.FromDays(30));
        most.Should().Be(1_000);
    }

    [Fact]
    public async Task What_is_old_of_webhooks_and_opt_outs_is_deleted_too()
    {
        await StartAsync();

        await EventuallyAsync(() => Task.FromResult(ledger.Purges.Count == 3));

        var account = machine.Endpoint.Options.Account;
        ledger.PurgedAccounts.Should().Equal(account, account + "/webhooks", account + "/opt-outs");
    }

    [Fact]
    public async Task A_ledger_that_is_down_is_tried_again_and_complained_of_once()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        ledger.IsDown = true;

        await StartAsync();
        var before = ledger.Calls;
        await EventuallyAsync(() => Task.FromResult(ledger.Calls > before + 3));
        ledger.IsDown = false;
        await EventuallyAsync(async () => (await machine.ReadAsync(row)).State == LedgerState.Sent);
        await EventuallyAsync(() => Task.FromResult(Events().Contains("CareResumed")));

        Events().Count(name => name == "CareFailed").Should().Be(1);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_tried_again()
    {
        var row = await machine.ClaimAsync("order 1");
        universe.Twilio.Accept(Some.Number, Some.Text);
        universe.Pass(Some.Times.Doubt + Some.Seconds(2));
        universe.Twilio.Page = static _ => throw new TwilioConnectionException(new TwilioApiError("No route."));

        await StartAsync();
        await EventuallyAsync(() => Task.FromResult(Events().Contains("CareFailed")));
        (await machine.ReadAsync(row)).State.Should().Be(LedgerState.Claimed);
        universe.Twilio.Page = null;

        await EventuallyAsync(async () =>
        {
            universe.Pass(Some.Seconds(30));
            return (await machine.ReadAsync(row)).State == LedgerState.Sent;
        });
    }

    [Fact]
    public async Task A_ledger_that_does_not_last_needs_none()
    {
        var passing = new DurableLedger(universe.Ledger) { IsDurable = false };

        await StartAsync(passing);
        await caretaker!.ExecuteTask!;

        passing.Calls.Should().Be(0);
    }

    [Fact]
    public async Task It_stops_at_once()
    {
        await StartAsync();
        await EventuallyAsync(() => Task.FromResult(ledger.Purges.Count > 0));

        await caretaker!.StopAsync(Stop);

        caretaker.ExecuteTask!.IsCompletedSuccessfully.Should().BeTrue();
    }

    private IEnumerable<string?> Events() => log.Entries.Select(entry => entry.Name);

    private Task StartAsync(ISendLedger? other = null)
    {
        var logger = new HarmlessLogger(log);
        var diagnostics = new LedgerDiagnostics(
            logger, new Wall(logger), new LedgerMetrics(Meters, "default"));
        caretaker = new LedgerCaretaker(
            () => machine.Endpoint, other ?? ledger, machine.Client, machine.Time, machine.Resolver, diagnostics, clock, static () => 0.5);
        return caretaker.StartAsync(Stop);
    }

    /// <summary>Lets the caretaker's time pass until something is so.</summary>
    private async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var rounds = 0; !await condition(); rounds++)
        {
            rounds.Should().BeLessThan(20_000, "it should have happened by then");
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1, Stop);
        }
    }

    private sealed class EventLog : ILogger
    {
        public ConcurrentQueue<(string? Name, string Text)> Entries { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue((eventId.Name, formatter(state, exception)));
    }
}
