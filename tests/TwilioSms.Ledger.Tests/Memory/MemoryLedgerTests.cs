using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioSms.Ledger.Tests.Contract;

namespace TwilioSms.Ledger.Tests.Memory;

public sealed class MemoryLedgerTests
{
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_forgets_the_oldest_that_is_settled_and_says_so()
    {
        var told = new List<ForgottenRows>();
        var ledger = new MemoryLedger(clock, capacity: 3);
        ledger.Forgot += told.Add;
        await ledger.RecordAsync([Rows.Claim("order-1").Sent(1)], Stop);
        await ledger.ClaimAsync([Rows.Claim("order-2")], Stop);
        await ledger.RecordAsync([Rows.Claim("order-3").Sent(3)], Stop);
        told.Should().BeEmpty();

        await ledger.ClaimAsync([Rows.Claim("order-4")], Stop);

        told.Should().Equal(new ForgottenRows(Settled: 1, InDoubt: 0));
        (await FindAsync(ledger, "order-1")).Should().BeEmpty();
        (await FindAsync(ledger, "order-3")).Should().ContainSingle();
        (await ledger.FindOwnedAsync(Rows.Account, [Rows.Sid(1), Rows.Sid(3)], Stop)).Should().Equal(Rows.Sid(3));
    }

    [Fact]
    public async Task It_forgets_nothing_in_doubt_while_anything_is_settled()
    {
        var told = new List<ForgottenRows>();
        var ledger = new MemoryLedger(clock, capacity: 4);
        ledger.Forgot += told.Add;
        var rows = await ledger.ClaimAsync([Rows.Claim("claimed"), Rows.Claim("parked"), Rows.Claim("free"), Rows.Claim("sent")], Stop);
        await ledger.ReplaceAsync(rows[1], rows[1].Parked(), Stop);
        await ledger.ReplaceAsync(rows[2], rows[2].Free(LedgerReason.Certain), Stop);
        await ledger.ReplaceAsync(rows[3], rows[3].Sent(1), Stop);

        await ledger.ClaimAsync([Rows.Claim("order-1"), Rows.Claim("order-2")], Stop);

        told.Should().Equal(new ForgottenRows(Settled: 2, InDoubt: 0));
        (await FindAsync(ledger, "claimed")).Should().ContainSingle();
        (await FindAsync(ledger, "parked")).Should().ContainSingle();

        await ledger.ClaimAsync([Rows.Claim("order-3")], Stop);
        await ledger.ClaimAsync([Rows.Claim("order-4")], Stop);

        told.Skip(1).Should().Equal(new ForgottenRows(Settled: 0, InDoubt: 1), new ForgottenRows(Settled: 0, InDoubt: 1));
        (await FindAsync(ledger, "parked")).Should().BeEmpty(because: "nobody is at work on what is parked");
        (await FindAsync(ledger, "claimed")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_kept()
    {
        var told = new List<ForgottenRows>();
        var ledger = new MemoryLedger(clock);
        ledger.Forgot += told.Add;
        await ledger.RecordAsync([.. Enumerable.Range(0, 100_000).Select(n => Rows.Claim($"order-{n}").Sent(n))], Stop);
        told.Should().BeEmpty();

        await ledger.RecordAsync([Rows.Claim("one more").Sent(100_000)], Stop);

        told.Should().Equal(new ForgottenRows(Settled: 1, InDoubt: 0));
    }

    [Fact]
    public async Task One_number_costs_the_same_for_the_first_and_the_ten_thousandth_message()
    {
        var ledger = new MemoryLedger(clock);
        async Task<long> SendAsync(int n)
        {
            var claim = Rows.Claim($"order-{n}");
            var before = GC.GetAllocatedBytesForCurrentThread();
            var row = (await ledger.ClaimAsync([claim], Stop))[0];
            await ledger.FindRivalsAsync(row, Stop);
            await ledger.RecordAsync([row.Sent(n)], Stop);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        for (var n = 0; n < 100; n++)
        {
            await SendAsync(n);
        }

        var costs = new List<long>();
        for (var n = 100; n < 10_000; n++)
        {
            costs.Add(await SendAsync(n));
        }

        costs.TakeLast(100).Min().Should().Be(costs.Take(100).Min());
    }

    [Fact]
    public void What_is_kept_of_a_send_is_small()
    {
        var ledger = new MemoryLedger(clock);
        var costs = new List<long>();
        for (var n = 0; n < 1_000; n++)
        {
            IReadOnlyList<LedgerRow> claim = [Rows.Claim($"order-{n}")];
            IReadOnlyList<LedgerRow> sent = [claim[0].Sent(n)];
            var before = GC.GetAllocatedBytesForCurrentThread();
            ledger.ClaimAsync(claim, Stop);
            ledger.RecordAsync(sent, Stop);
            costs.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Its place in the indexes and an answer: the rows are those that it was given. Now and then the indexes grow.
        costs.Order().ElementAt(costs.Count / 2).Should().BeLessThanOrEqualTo(208);
    }

    [Fact]
    public async Task Rows_that_come_and_go_leave_nothing_behind()
    {
        var ledger = new MemoryLedger(clock, capacity: 50);
        var random = new Random(7);
        for (var n = 0; n < 20_000; n++)
        {
            var row = (await ledger.ClaimAsync([Rows.Claim($"order-{random.Next(120)}", to: $"+49151{random.Next(3)}")], Stop))[0];
            if (row.State == LedgerState.Claimed)
            {
                await ledger.ReplaceAsync(row, random.Next(4) switch
                {
                    0 => row.Sent(n),
                    1 => row.Free(LedgerReason.Certain),
                    2 => row.Parked(),
                    _ => row,
                }, Stop);
            }
        }

        var rows = new List<LedgerRow>();
        foreach (var state in Enum.GetValues<LedgerState>())
        {
            await foreach (var row in ledger.ListAsync(Rows.Account, state, Stop))
            {
                rows.Add(row);
            }
        }

        rows.Select(row => row.Key).Should().OnlyHaveUniqueItems().And.HaveCount(50);
        foreach (var row in rows)
        {
            (await ledger.FindAsync(row.Key.Key, row.Key.To, Stop)).Should().ContainSingle();
            var rivals = (await ledger.FindRivalsAsync(row, Stop)).Select(rival => rival.Key);
            rivals.Should().BeEquivalentTo(rows.Where(other => other.Key.To == row.Key.To && other.State is LedgerState.Claimed or LedgerState.Parked)
                .Where(other => other.Key.To == row.Key.To).Select(other => other.Key));
        }
    }

    [Fact]
    public async Task Every_registration_has_its_own_where_no_other_is_chosen()
    {
        await using var services = new ServiceCollection()
            .AddTwilioConnector(options => { }).Services
            .AddTwilioConnector("marketing", options => { }).Services
            .AddLogging()
            .BuildServiceProvider();

        var ledger = services.GetRequiredKeyedService<ISendLedger>(string.Empty);

        ledger.IsDurable.Should().BeFalse();
        services.GetRequiredKeyedService<ISendLedger>("marketing").Should().NotBeSameAs(ledger);
        services.GetRequiredKeyedService<ISendLedger>(string.Empty).Should().BeSameAs(ledger);
    }

    [Fact]
    public async Task What_is_forgotten_is_counted_and_is_logged_once()
    {
        var lines = new Mock<ILogger>();
        lines.Setup(logger => logger.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        var provider = new Mock<ILoggerProvider>();
        provider.Setup(loggers => loggers.CreateLogger("TwilioSms")).Returns(lines.Object);
        var counted = 0L;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "twilio_sms.ledger.forgotten")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((_, count, tags, _) => Interlocked.Add(ref counted, tags.ToArray().Contains(new("twilio_sms.ledger.kind", "settled")) ? count : 0));
        meters.Start();
        await using var services = new ServiceCollection()
            .AddTwilioConnector(options => { }).Services
            .AddLogging(logging => logging.AddProvider(provider.Object))
            .BuildServiceProvider();
        var ledger = services.GetRequiredKeyedService<ISendLedger>(string.Empty);

        await ledger.RecordAsync([.. Enumerable.Range(0, 100_003).Select(n => Rows.Claim($"order-{n}").Sent(n))], Stop);
        await ledger.RecordAsync([Rows.Claim("one more").Sent(100_003)], Stop);

        counted.Should().Be(4);
        lines.Invocations.Where(call => call.Method.Name == nameof(ILogger.Log)).Select(call => ((EventId)call.Arguments[1]!).Name)
            .Should().Equal("Forgot");
    }

    private static Task<IReadOnlyList<LedgerRow>> FindAsync(MemoryLedger ledger, string key)
    {
        var row = Rows.Claim(key);
        return ledger.FindAsync(row.Key.Key, row.Key.To, Stop);
    }
}
