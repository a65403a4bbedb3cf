using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Ledger;
using TwilioSms.Resolution;
using TwilioSms.Sending;
using TwilioSms.Webhooks;

namespace TwilioSms.Configuration;

/// <summary>What one registration is made of behind the services that a host may ask for or replace. It is put together here in one go, as
/// a container that finds each part by itself is half of the time to a process's first message.</summary>
internal sealed class ConnectorParts : IAsyncDisposable, IDisposable
{
    public ConnectorParts(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>();
        var jitter = provider.GetRequiredService<Jitter>();
        Clock = provider.GetRequiredService<TimeProvider>();
        LedgerDiagnostics = provider.GetRequiredKeyedService<LedgerDiagnostics>(name);
        Options = () => options.Get(name);

        var diagnostics = new SmsDiagnostics(provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IMeterFactory>(), name);
        Endpoint = EndpointOf(Options, diagnostics);
        Time = new TwilioTime(Clock);
        Client = new TwilioClient(provider.GetRequiredKeyedService<ITwilioTransport>(name), Time, Clock, jitter, diagnostics);

        var ledger = provider.GetRequiredKeyedService<ISendLedger>(name);
        Ledger = ledger is MemoryLedger ? ledger : new GuardedLedger(ledger);
        BatchingLedger = new BatchingLedger(Ledger, Clock);
        Hashing = new LedgerHashing(Ledger);
        Watch = new ClaimWatch(Time, Clock);
        var recent = new RecentSends(Clock, Time);
        var list = new ListReader(Ledger, Hashing, Client, Time, recent, Watch, Clock);
        var witness = new Witness(Ledger, Client, recent, Clock);
        Claims = new ClaimResolver(Ledger, Hashing, Client, Time, Watch, list, witness, Clock);
        var sends = new SendResolver(Hashing, Client, Time, recent, list, witness, Clock);
        var outcomes = new OutcomeResolver(Ledger, Hashing, recent, sends, Claims);

        var settlements = new Settlements(BatchingLedger, Clock, LedgerDiagnostics);
        Drain = new SendDrain(settlements);
        var keyed = new KeyedSends(
            BatchingLedger, Hashing, Time, Client, Claims, Watch, new ClaimPolls(Ledger, Clock), settlements, Drain, Clock, LedgerDiagnostics);
        var optOuts = new OptOutGuard(
            () => provider.GetRequiredKeyedService<IOptOutStore>(name), provider.GetKeyedService<AskedOptOuts>(name) is not null, LedgerDiagnostics);
        var delivery = new MessageDelivery(Client, recent, keyed, outcomes, Drain, optOuts, Clock, jitter, diagnostics);
        var preparation = new MessagePreparation(Endpoint, provider.GetRequiredKeyedService<ITemplateRenderer>(name), Clock, diagnostics);
        Sender = new SmsSender(preparation, delivery, outcomes, Clock, diagnostics);
        Caretaker = new LedgerCaretaker(Endpoint, Ledger, Client, Time, Claims, LedgerDiagnostics, Clock, jitter);
    }

    public TimeProvider Clock { get; }

    /// <summary>The settings of now.</summary>
    public Func<TwilioConnectorOptions> Options { get; }

    /// <summary>Where requests go now, and as whom.</summary>
    public Func<TwilioEndpoint> Endpoint { get; }

    public TwilioTime Time { get; }

    public TwilioClient Client { get; }

    /// <summary>The registration's own, or a host's, which throws nothing unexpected.</summary>
    public ISendLedger Ledger { get; }

    public BatchingLedger BatchingLedger { get; }

    public LedgerDiagnostics LedgerDiagnostics { get; }

    public LedgerHashing Hashing { get; }

    public ClaimWatch Watch { get; }

    public ClaimResolver Claims { get; }

    public SendDrain Drain { get; }

    public LedgerCaretaker Caretaker { get; }

    public SmsSender Sender { get; }

    public ValueTask DisposeAsync() => Drain.DisposeAsync();

    public void Dispose() => Drain.Dispose();

    // The options object changes when a setting does; until then the address and the credentials are made once.
    private static Func<TwilioEndpoint> EndpointOf(Func<TwilioConnectorOptions> current, SmsDiagnostics diagnostics)
    {
        TwilioEndpoint? last = null;
        return () =>
        {
            var options = current();
            var endpoint = Volatile.Read(ref last);
            if (endpoint is null || !ReferenceEquals(endpoint.Options, options))
            {
                endpoint = new TwilioEndpoint(options);
                diagnostics.RecordOptions(options);
                Volatile.Write(ref last, endpoint);
            }

            return endpoint;
        };
    }
}
