using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>From the start of a process to its first message sent: what a command or a function in the cloud waits for. Both clients take turns,
/// each in a process of its own, so that whatever else the machine does falls on both alike.</summary>
internal static class FirstSend
{
    private const string Account = "AC00000000000000000000000000000000";
    private const string Token = "token";
    private const string From = "+15005550006";
    private const string To = "+15551234567";
    private const string Body = "Hi Ann, your code is 482913.";
    private const int Pairs = 15;

    /// <summary>Starts pairs of processes and prints the medians.</summary>
    public static async Task CompareAsync(TextWriter output)
    {
        var (server, address) = LoopbackServer.Start();
        using (server)
        {
            var bare = new List<double>();
            var connector = new List<double>();
            for (var pair = 0; pair <= Pairs; pair++)
            {
                var ofBare = await MeasureAsync("bare", address).ConfigureAwait(false);
                var ofConnector = await MeasureAsync("connector", address).ConfigureAwait(false);

                // The first pair brings the files into memory.
                if (pair > 0)
                {
                    bare.Add(ofBare);
                    connector.Add(ofConnector);
                }
            }

            await server.StandardInput.WriteLineAsync().ConfigureAwait(false);
            await server.WaitForExitAsync().ConfigureAwait(false);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"first send, median of {Pairs} pairs: bare {Median(bare):0} ms, connector {Median(connector):0} ms ({Median(connector) / Median(bare):0.00}x)"))
                .ConfigureAwait(false);
        }
    }

    /// <summary>What a process that is measured does.</summary>
    public static async Task RunAsync(string client, Uri address)
    {
        await (client == "bare" ? SendBareAsync(address) : SendAsync(address)).ConfigureAwait(false);
        await Console.Out.WriteLineAsync("sent").ConfigureAwait(false);
    }

    // Neither is compiled where the other one is measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task SendBareAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        await new BareClient(http, Account, Token).SendAsync(From, To, Body, CancellationToken.None).ConfigureAwait(false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task SendAsync(Uri address)
    {
        var services = new ServiceCollection()
            .AddTwilioConnector(options =>
            {
                options.Account = Account;
                options.Token = Token;
                options.BaseAddress = address;
            })
            .Services.BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            var sender = services.GetRequiredService<ISmsSender>();
            await sender.SendAsync(new SmsMessage { From = From, To = [To], Body = Body }).ConfigureAwait(false);
        }
    }

    private static async Task<double> MeasureAsync(string client, Uri address)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(FirstSend).Assembly.Location);
        start.ArgumentList.Add("first-send");
        start.ArgumentList.Add(client);
        start.ArgumentList.Add(address.ToString());
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        var said = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await process.WaitForExitAsync().ConfigureAwait(false);
        return said == "sent" ? elapsed : throw new InvalidOperationException($"The process said '{said}'.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
