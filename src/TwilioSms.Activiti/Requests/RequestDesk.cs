using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.Activiti.Broker;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Requests;

/// <summary>What does requests and gives answers, wherever requests come from and answers go.</summary>
internal sealed class RequestDesk : IDisposable
{
    private readonly SendTurns turns;

    public RequestDesk(
        IServiceProvider provider,
        string name,
        ActivitiWorkerOptions options,
        DestinationNames names,
        IPublisher publisher,
        WorkerDiagnostics diagnostics)
    {
        var connector = provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>();
        var clock = provider.GetRequiredService<TimeProvider>();
        var ledger = provider.GetRequiredKeyedService<IAnswerLedger>(name);
        var answering = new Answering(ledger, new AnswerWriter(options, names), names, publisher, options, clock, diagnostics);
        var fates = new FateFinder(provider.GetRequiredKeyedService<ISmsLedgerReview>(name));
        var sender = new RequestSender(provider.GetRequiredKeyedService<ISmsSender>(name), fates, CurrentOptions);
        turns = new SendTurns(sender, options.Concurrency, diagnostics.RecordFailure);
        Requests = new RequestHandler(
            sender, turns, ledger, answering, names, CurrentOptions, clock, diagnostics);
        Owed = new OwedAnswers(ledger, fates, answering, names, publisher, CurrentOptions, clock, diagnostics);

        TwilioConnectorOptions CurrentOptions() => connector.Get(name);
    }

    /// <summary>Does requests.</summary>
    public RequestHandler Requests { get; }

    /// <summary>Gives the answers that are owed.</summary>
    public OwedAnswers Owed { get; }

    public void Dispose() => turns.Dispose();
}
