using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Ledger;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Benchmarks.Ledger;

/// <summary>What a ledger lets through: keys that are claimed and settled in a second, by 1, 16 and 64 callers at once, through the group
/// commit that the connector puts in front of ledgers that last. Every commit is on the disk.</summary>
internal static class LedgerThroughput
{
    private const string Account = "AC00000000000000000000000000000001";
    private static readonly int[] Callers = [1, 16, 64];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    public static async Task CompareAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("twilio-sms-ledger-");
        var server = new PostgresServer { IsDurable = true };
        await using var disposing = server.ConfigureAwait(false);
        await output.WriteLineAsync("keys a second | 1 at once | 16 at once | 64 at once | bytes a key").ConfigureAwait(false);
        await output.WriteLineAsync("------------- | --------- | ---------- | ---------- | -----------").ConfigureAwait(false);
        await MeasureAsync(output, "memory", static _ => { }).ConfigureAwait(false);
        await MeasureAsync(output, "SQLite", connector => connector.UseSqliteLedger(Path.Combine(folder.FullName, "ledger.db"))).ConfigureAwait(false);
        if (PostgresServer.WhyNot is { } whyNot)
        {
            await output.WriteLineAsync(whyNot).ConfigureAwait(false);
        }
        else
        {
            var place = await server.CreateDatabaseAsync().ConfigureAwait(false);
            await MeasureAsync(output, "PostgreSQL", connector => connector.UsePostgresLedger(place)).ConfigureAwait(false);
        }

        folder.Delete(recursive: true);
    }

    private static async Task MeasureAsync(TextWriter output, string name, Action<ITwilioConnectorBuilder> configure)
    {
        var line = new StringBuilder($"{name,-13}");
        long bytes = 0;
        foreach (var callers in Callers)
        {
            var connector = new ServiceCollection().AddTwilioConnector(static options => { });
            configure(connector);
            var services = connector.Services.BuildServiceProvider();
            await using var disposing = services.ConfigureAwait(false);
            var ledger = services.GetRequiredKeyedService<BatchingLedger>(string.Empty);
            var keys = new Keys();
            await RunAsync(ledger, keys, callers, WarmUp).ConfigureAwait(false);

            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var (settled, elapsed) = await RunAsync(ledger, keys, callers, Measured).ConfigureAwait(false);
            bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / settled;
            line.Append(CultureInfo.InvariantCulture, $" | {settled / elapsed.TotalSeconds,9:N0}");
        }

        line.Append(CultureInfo.InvariantCulture, $" | {bytes,11:N0}");
        await output.WriteLineAsync(line).ConfigureAwait(false);
    }

    private static async Task<(long Settled, TimeSpan Elapsed)> RunAsync(BatchingLedger ledger, Keys keys, int callers, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var settled = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            long count = 0;
            for (; Stopwatch.GetElapsedTime(started) < duration; count++)
            {
                var claim = keys.Next(out var message);
                var rows = await ledger.ClaimAsync([claim], CancellationToken.None).ConfigureAwait(false);
                await ledger.RecordAsync([Settle(rows[0], message)], CancellationToken.None).ConfigureAwait(false);
            }

            return count;
        }))).ConfigureAwait(false);
        return (settled.Sum(), Stopwatch.GetElapsedTime(started));
    }

    private static LedgerRow Settle(LedgerRow claimed, string message) => claimed with
    {
        State = LedgerState.Sent,
        To = "+49151****678",
        MessageSid = message,
        Status = "queued",
        SettledTwilio = claimed.BeganTwilio,
        KeepUntilTwilio = claimed.BeganTwilio.AddDays(30),
        LookAfter = null,
    };

    /// <summary>Ever new keys.</summary>
    private sealed class Keys
    {
        private readonly Guid run = Guid.NewGuid();
        private int last;

        public LedgerRow Next(out string message)
        {
            Span<byte> text = stackalloc byte[20];
            run.TryWriteBytes(text);
            BitConverter.TryWriteBytes(text[16..], Interlocked.Increment(ref last));
            Span<byte> bytes = stackalloc byte[LedgerHash.Length];
            SHA256.HashData(text, bytes);
            var hash = new LedgerHash(bytes);
            message = "SM" + Convert.ToHexStringLower(bytes[..16]);
            return new LedgerRow
            {
                Key = new LedgerKey(Account, hash, hash),
                Endpoint = "https://api.twilio.com:443",
                State = LedgerState.Claimed,
                Token = Guid.NewGuid(),
                SinceTwilio = DateTimeOffset.UtcNow,
                BeganTwilio = DateTimeOffset.UtcNow,
                Sender = "+14155550100",
                Content = hash,
                Trace = hash,
                To = "+4915112345678",
                CallingCode = "49",
                LookAfter = TimeSpan.FromMinutes(1),
            };
        }
    }
}
