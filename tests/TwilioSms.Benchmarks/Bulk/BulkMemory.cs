using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Benchmarks.Bulk;

/// <summary>The memory of a bulk run by the number of its messages. Each number is measured in a process of its own: the peak of a
/// process never sinks.</summary>
internal static class BulkMemory
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double MostGrowth = 1.2;

    /// <summary>Prints the peak working set for few and for many messages; fails where it grew by more than 20 %.</summary>
    public static async Task<int> CompareAsync()
    {
        var few = await MeasureApartAsync(Few).ConfigureAwait(false);
        var many = await MeasureApartAsync(Many).ConfigureAwait(false);
        var ratio = (double)many / few;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"peak working set of {Many:N0} messages / {Few:N0} messages: {ratio:0.00} (at most {MostGrowth:0.00})"));
        return ratio <= MostGrowth ? 0 : 1;
    }

    /// <summary>Sends <paramref name="count"/> messages and prints the peak working set of this process in bytes.</summary>
    public static async Task RunAsync(int count)
    {
        using var twilio = new AcceptingHandler();
        var builder = new ServiceCollection().AddTwilioConnector(static options =>
        {
            options.Account = "AC00000000000000000000000000000000";
            options.Token = "token";
            options.BaseAddress = new Uri("https://localhost");
        });
        builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
        await using var provider = builder.Services.BuildServiceProvider();
        var sent = 0;
        await foreach (var outcome in provider.GetRequiredService<ISmsSender>().SendManyAsync(ManyMessages.Of(count)).ConfigureAwait(false))
        {
            sent += outcome.State == SmsOutcomeState.Sent ? 1 : 0;
        }

        if (sent != count)
        {
            throw new InvalidOperationException($"Only {sent} of {count} messages were sent.");
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<long> MeasureApartAsync(int count)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(BulkMemory).Assembly.Location);
        start.ArgumentList.Add("bulk");
        start.ArgumentList.Add(count.ToString(CultureInfo.InvariantCulture));
        // Code is compiled once: else the compiler, which goes on to improve it during a long run only, would be measured with the run.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The measuring process did not start.");
        var printed = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        var peak = long.Parse(printed, CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count,9:N0} messages: peak working set {peak / (1024.0 * 1024):0.0} MiB, {watch.Elapsed.TotalSeconds:0.0} s"));
        return peak;
    }
}
