using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Benchmarks.Sending;

namespace TwilioSms.Benchmarks.Ledger;

/// <summary>Messages a second by 1, 16 and 64 callers of <see cref="ISmsSender.SendAsync"/> at once, to a server on loopback that answers at once:
/// without a key, and with one over each ledger.</summary>
internal static class LedgerThroughput
{
    private static readonly int[] Callers = [1, 16, 64];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task CompareAsync(TextWriter output)
    {
        var (server, address) = LoopbackServer.Start();
        using (server)
        {
            var place = new LedgerPlace();
            await using var disposing = place.ConfigureAwait(false);
            await output.WriteLineAsync("messages a second    |  1 at once | 16 at once | 64 at once").ConfigureAwait(false);
            await output.WriteLineAsync("-------------------- | ---------: | ---------: | ---------:").ConfigureAwait(false);
            await MeasureAsync(output, place, address, "without a key", "memory", hasKey: false).ConfigureAwait(false);
            await MeasureAsync(output, place, address, "with a key, memory", "memory", hasKey: true).ConfigureAwait(false);
            await MeasureAsync(output, place, address, "SQLite", "sqlite", hasKey: true).ConfigureAwait(false);
            await MeasureAsync(output, place, address, "PostgreSQL", "postgres", hasKey: true).ConfigureAwait(false);
            await server.StandardInput.WriteLineAsync().ConfigureAwait(false);
            await server.WaitForExitAsync().ConfigureAwait(false);
        }
    }

    private static async Task MeasureAsync(TextWriter output, LedgerPlace place, Uri address, string name, string ledger, bool hasKey)
    {
        var line = new StringBuilder($"{name,-20}");
        foreach (var callers in Callers)
        {
            var connector = new ServiceCollection().AddTwilioConnector(options =>
            {
                options.Account = "AC00000000000000000000000000000000";
                options.Token = "token";
                options.BaseAddress = address;
            });
            await place.UseAsync(connector, ledger).ConfigureAwait(false);
            var services = connector.Services.BuildServiceProvider();
            await using var disposing = services.ConfigureAwait(false);
            var sender = services.GetRequiredService<ISmsSender>();

            // The first answer tells the time at Twilio, without which nothing is claimed.
            await sender.SendAsync(Message(0, null)).ConfigureAwait(false);
            await SendAsync(sender, hasKey ? "first" : null, callers, WarmUp).ConfigureAwait(false);

            var (sent, elapsed) = await SendAsync(sender, hasKey ? "run" : null, callers, Measured).ConfigureAwait(false);
            line.Append(CultureInfo.InvariantCulture, $" | {sent / elapsed.TotalSeconds,10:N0}");
        }

        await output.WriteLineAsync(line).ConfigureAwait(false);
    }

    private static async Task<(long Sent, TimeSpan Elapsed)> SendAsync(ISmsSender sender, string? run, int callers, TimeSpan duration)
    {
        var last = 0L;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                await sender.SendAsync(Message(Interlocked.Increment(ref last), run)).ConfigureAwait(false);
            }
        }))).ConfigureAwait(false);
        return (last, Stopwatch.GetElapsedTime(started));
    }

    private static SmsMessage Message(long number, string? run) => new()
    {
        From = "+15005550006",
        To = [string.Create(CultureInfo.InvariantCulture, $"+1555{number:0000000}")],
        Body = "Hi Ann, your code is 482913.",
        IdempotencyKey = run is null ? null : string.Create(CultureInfo.InvariantCulture, $"{run}-{number}"),
    };
}
