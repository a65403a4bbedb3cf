using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.TwilioSdk;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>From the start of a process to its first message sent: what a command or a function in the cloud waits for. The clients take turns,
/// each in a process of its own, so that whatever else the machine does falls on all alike. How many methods were compiled on the way does not
/// depend on the machine.</summary>
internal static class FirstSend
{
    private const string Account = "AC00000000000000000000000000000000";
    private const string Token = "token";
    private const string From = "+15005550006";
    private const string To = "+15551234567";
    private const string Body = "Hi Ann, your code is 482913.";
    private const int Rounds = 15;

    private static readonly string[] Clients = ["bare", "bare from the client factory", "connector", "connector over the SDK", "SDK"];

    /// <summary>Starts the processes and prints the medians.</summary>
    public static async Task CompareAsync(TextWriter output)
    {
        var (server, address) = LoopbackServer.Start();
        using (server)
        {
            var measured = Clients.ToDictionary(static client => client, static _ => new List<(double Milliseconds, int Methods)>());
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var client in Clients)
                {
                    var one = await MeasureAsync(client, address).ConfigureAwait(false);

                    // The first round brings the files into memory.
                    if (round > 0)
                    {
                        measured[client].Add(one);
                    }
                }
            }

            await server.StandardInput.WriteLineAsync().ConfigureAwait(false);
            await server.WaitForExitAsync().ConfigureAwait(false);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"first send, medians of {Rounds} rounds")).ConfigureAwait(false);
            var bare = Median(measured["bare"], static one => one.Milliseconds);
            foreach (var client in Clients)
            {
                var milliseconds = Median(measured[client], static one => one.Milliseconds);
                var methods = Median(measured[client], static one => one.Methods);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{client}: {milliseconds:0} ms ({milliseconds / bare:0.00}x bare), {methods} methods compiled"))
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>What a process that is measured does.</summary>
    public static async Task RunAsync(string client, Uri address)
    {
        await (client switch
        {
            "bare" => SendBareAsync(address),
            "bare from the client factory" => SendFromFactoryAsync(address),
            "SDK" => SendOverSdkAloneAsync(address),
            "connector over the SDK" => SendOverSdkAsync(address),
            _ => SendAsync(address),
        }).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"sent {JitInfo.GetCompiledMethodCount()}")).ConfigureAwait(false);
    }

    // None is compiled where another one is measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task SendBareAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        await new BareClient(http, Account, Token).SendAsync(From, To, Body, CancellationToken.None).ConfigureAwait(false);
    }

    // What every client costs that is configured in a container, whatever it does: container, options, logging, handlers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task SendFromFactoryAsync(Uri address)
    {
        var services = new ServiceCollection().AddHttpClient("twilio", client => client.BaseAddress = address).Services.BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("twilio");
            await new BareClient(http, Account, Token).SendAsync(From, To, Body, CancellationToken.None).ConfigureAwait(false);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task SendOverSdkAloneAsync(Uri address)
    {
        using var sdk = new SdkClient(address, Account, Token);
        await sdk.SendAsync(From, To, Body).ConfigureAwait(false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task SendAsync(Uri address) => SendAsync(Register(address));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task SendOverSdkAsync(Uri address) => SendAsync(Register(address).UseTwilioSdk());

    private static ITwilioConnectorBuilder Register(Uri address) => new ServiceCollection().AddTwilioConnector(options =>
    {
        options.Account = Account;
        options.Token = Token;
        options.BaseAddress = address;
    });

    private static async Task SendAsync(ITwilioConnectorBuilder builder)
    {
        var services = builder.Services.BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            var sender = services.GetRequiredService<ISmsSender>();
            await sender.SendAsync(new SmsMessage { From = From, To = [To], Body = Body }).ConfigureAwait(false);
        }
    }

    private static async Task<(double Milliseconds, int Methods)> MeasureAsync(string client, Uri address)
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
        return said?.Split(' ') is ["sent", var methods]
            ? (elapsed, int.Parse(methods, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process said '{said}'.");
    }

    private static T Median<T>(List<(double Milliseconds, int Methods)> values, Func<(double Milliseconds, int Methods), T> of) =>
        values.Select(of).Order().ElementAt(values.Count / 2);
}
