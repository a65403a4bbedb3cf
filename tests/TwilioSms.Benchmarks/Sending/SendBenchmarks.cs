using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.TwilioSdk;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>One send, and 64 at a time, over both transports, beside Twilio's SDK alone and a bare <see cref="HttpClient"/>, which post the same
/// form to the same loopback server.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[Config(typeof(CpuTimeColumns))]
public class SendBenchmarks
{
    private const string Account = "AC00000000000000000000000000000000";
    private const string Token = "token";
    private const string From = "+15005550006";
    private const string To = "+15551234567";
    private const string Body = "Hi Ann, your code is 482913.";
    private const int SendsAtOnce = 64;

    // So many that it is measured how 64 go on, and not how they begin: that is one thread's work, on which the others wait spinning.
    private const int SendsEach = 500;
    private const int WarmUps = 3_000;

    private Process server = null!;
    private ServiceProvider provider = null!;
    private ServiceProvider providerOfSdk = null!;
    private HttpClient http = null!;
    private ISmsSender connector = null!;
    private ISmsSender connectorOverSdk = null!;
    private SdkClient sdk = null!;
    private BareClient bare = null!;
    private SmsMessage message = null!;
    private TimeSpan spentBefore;
    private long sends;
    private string measured = string.Empty;

    [GlobalSetup]
    public async Task Start()
    {
        (server, var address) = LoopbackServer.Start();
        provider = Register(address).Services.BuildServiceProvider();
        providerOfSdk = Register(address).UseTwilioSdk().Services.BuildServiceProvider();
        connector = provider.GetRequiredService<ISmsSender>();
        connectorOverSdk = providerOfSdk.GetRequiredService<ISmsSender>();
        sdk = new SdkClient(address, Account, Token);
        message = new SmsMessage { From = From, To = [To], Body = Body };
        http = new HttpClient { BaseAddress = address };
        bare = new BareClient(http, Account, Token);

        // All clients are compiled before the clock of processor time starts.
        for (var i = 0; i < WarmUps; i++)
        {
            await bare.SendAsync(From, To, Body, CancellationToken.None).ConfigureAwait(false);
            await connector.SendAsync(message).ConfigureAwait(false);
            await connectorOverSdk.SendAsync(message).ConfigureAwait(false);
            await sdk.SendAsync(From, To, Body).ConfigureAwait(false);
        }

        spentBefore = CpuTime.Now();
    }

    [GlobalCleanup]
    public void Stop()
    {
        CpuTime.Record(measured, CpuTime.Now() - spentBefore, sends);
        provider.Dispose();
        providerOfSdk.Dispose();
        sdk.Dispose();
        http.Dispose();
        server.StandardInput.WriteLine();
        server.WaitForExit();
        server.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("one")]
    public Task<string> BareHttpClient()
    {
        Count(nameof(BareHttpClient), 1);
        return bare.SendAsync(From, To, Body, CancellationToken.None);
    }

    [Benchmark, BenchmarkCategory("one")]
    public Task<SmsResult> Connector()
    {
        Count(nameof(Connector), 1);
        return connector.SendAsync(message);
    }

    [Benchmark, BenchmarkCategory("one")]
    public Task<SmsResult> ConnectorOverTheSdk()
    {
        Count(nameof(ConnectorOverTheSdk), 1);
        return connectorOverSdk.SendAsync(message);
    }

    [Benchmark, BenchmarkCategory("one")]
    public Task<string> TwilioSdk()
    {
        Count(nameof(TwilioSdk), 1);
        return sdk.SendAsync(From, To, Body);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = SendsAtOnce * SendsEach), BenchmarkCategory("64 at once")]
    public Task BareHttpClient64AtOnce()
    {
        Count(nameof(BareHttpClient64AtOnce), SendsAtOnce * SendsEach);
        return AtOnceAsync(static self => self.bare.SendAsync(From, To, Body, CancellationToken.None));
    }

    [Benchmark(OperationsPerInvoke = SendsAtOnce * SendsEach), BenchmarkCategory("64 at once")]
    public Task Connector64AtOnce()
    {
        Count(nameof(Connector64AtOnce), SendsAtOnce * SendsEach);
        return AtOnceAsync(static self => self.connector.SendAsync(self.message));
    }

    [Benchmark(OperationsPerInvoke = SendsAtOnce * SendsEach), BenchmarkCategory("64 at once")]
    public Task ConnectorOverTheSdk64AtOnce()
    {
        Count(nameof(ConnectorOverTheSdk64AtOnce), SendsAtOnce * SendsEach);
        return AtOnceAsync(static self => self.connectorOverSdk.SendAsync(self.message));
    }

    [Benchmark(OperationsPerInvoke = SendsAtOnce * SendsEach), BenchmarkCategory("64 at once")]
    public Task TwilioSdk64AtOnce()
    {
        Count(nameof(TwilioSdk64AtOnce), SendsAtOnce * SendsEach);
        return AtOnceAsync(static self => self.sdk.SendAsync(From, To, Body));
    }

    private static ITwilioConnectorBuilder Register(Uri address) => new ServiceCollection().AddTwilioConnector(options =>
    {
        options.Account = Account;
        options.Token = Token;
        options.BaseAddress = address;
    });

    private void Count(string benchmark, long more)
    {
        measured = benchmark;
        sends += more;
    }

    private Task AtOnceAsync(Func<SendBenchmarks, Task> send)
    {
        var callers = new Task[SendsAtOnce];
        for (var i = 0; i < callers.Length; i++)
        {
            callers[i] = CallAsync();
        }

        return Task.WhenAll(callers);

        async Task CallAsync()
        {
            for (var i = 0; i < SendsEach; i++)
            {
                await send(this).ConfigureAwait(false);
            }
        }
    }
}
