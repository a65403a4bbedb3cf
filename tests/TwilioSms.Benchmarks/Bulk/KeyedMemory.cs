using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Benchmarks.Ledger;

namespace TwilioSms.Benchmarks.Bulk;

/// <summary>The memory of a long run of messages with keys over a ledger that lasts: what one message leaves behind in the process has to be nothing.</summary>
internal static class KeyedMemory
{
    private const int Steps = 10;
    private const double MostGrowth = 1.2;

    /// <summary>Prints the heap, collected, and the working set at every tenth of the run; fails where the heap grew by more than 20 % from
    /// the first tenth to the last.</summary>
    public static async Task<int> RunAsync(TextWriter output, string ledger, int count)
    {
        using var twilio = new AcceptingHandler();
        var connector = new ServiceCollection().AddTwilioConnector(static options =>
        {
            options.Account = "AC00000000000000000000000000000000";
            options.Token = "token";
            options.BaseAddress = new Uri("https://localhost");
        });
        connector.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
        var place = new LedgerPlace();
        await using var disposing = place.ConfigureAwait(false);
        await place.UseAsync(connector, ledger).ConfigureAwait(false);
        var services = connector.Services.BuildServiceProvider();
        await using var disposingServices = services.ConfigureAwait(false);

        var options = new BulkSendOptions { MaxConcurrency = 64 };
        var heaps = new List<long>();
        var watch = Stopwatch.StartNew();
        var done = 0;
        await output.WriteLineAsync(" messages |  seconds | heap KiB | working set MiB").ConfigureAwait(false);
        await output.WriteLineAsync("--------: | -------: | -------: | --------------:").ConfigureAwait(false);
        await foreach (var outcome in services.GetRequiredService<ISmsSender>().SendManyAsync(ManyMessages.Of(count, "run"), options).ConfigureAwait(false))
        {
            if (outcome.State != SmsOutcomeState.Sent)
            {
                throw new InvalidOperationException($"A message was not sent: {outcome}", outcome.Error);
            }

            if (++done % (count / Steps) == 0)
            {
                heaps.Add(Collected());
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done,9:N0} | {watch.Elapsed.TotalSeconds,8:N0} | {heaps[^1] / 1024,8:N0} | {WorkingSet() / (1024.0 * 1024),15:N1}")).ConfigureAwait(false);
                await output.FlushAsync().ConfigureAwait(false);
            }
        }

        var ratio = (double)heaps[^1] / heaps[0];
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"heap after the last tenth / after the first: {ratio:0.00} (at most {MostGrowth:0.00})")).ConfigureAwait(false);
        return ratio <= MostGrowth ? 0 : 1;
    }

    private static long Collected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static long WorkingSet()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
