using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>One send, or one bulk run, over a line and to an emulator that break as planned.</summary>
internal sealed class FaultRun
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // No wait of the connector's takes real time: time passes only where nothing else would happen.
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource silenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FaultPlan plan;
    private readonly string[] to;
    private EmulatedRequest? request;
    private RequestTrouble trouble;
    private int requests;

    public FaultRun(FaultPlan plan, int firstNumber)
    {
        this.plan = plan;
        to = [.. Enumerable.Range(firstNumber, plan.Recipients).Select(ConnectorHost.Number)];
    }

    public IReadOnlyList<string> To => to;

    /// <summary>The requests that reached the emulator.</summary>
    public int Requests => requests;

    /// <summary>What the connector says, in the order of the recipients; recipients that a bulk run never read are left out.</summary>
    public IReadOnlyList<SmsOutcome> Outcomes { get; private set; } = [];

    /// <summary>What it says once it has looked up what it did not know.</summary>
    public IReadOnlyList<SmsOutcome> Resolved { get; private set; } = [];

    public async Task RunAsync(TwilioEmulator twilio)
    {
        await using var line = new FaultyLine(twilio.BaseAddress, plan.Tls, plan.Lines, () => silenced.TrySetResult());
        await using var services = Connect(twilio, line);
        var sender = services.GetRequiredService<ISmsSender>();
        using var cancellation = new CancellationTokenSource();
        _ = cancelled.Task.ContinueWith(_ => cancellation.Cancel(), TaskScheduler.Default);
        var sending = plan.Bulk ? SendManyAsync(sender, cancellation.Token) : SendAsync(sender, cancellation.Token);
        await PassTimeAsync(sending);
        Outcomes = await sending;
        line.Repair();
        Resolved = await ResolveAsync(sender);
    }

    /// <summary>What befalls a request of this run. The emulator's schedule asks for one request at a time, and about each several times.</summary>
    public RequestTrouble TroubleOf(EmulatedRequest request)
    {
        if (!ReferenceEquals(request, this.request))
        {
            this.request = request;
            trouble = requests < plan.Requests.Length ? plan.Requests[requests] : RequestTrouble.None;
            if (requests++ == plan.CancelAtRequest)
            {
                cancelled.TrySetResult();
            }

            if (Troubles.IsSilence(trouble))
            {
                silenced.TrySetResult();
            }
        }

        return trouble;
    }

    /// <summary>What the connector says of each recipient is held against what the emulator recorded.</summary>
    public void Check(ILookup<string, EmulatedMessage> recorded)
    {
        var said = Outcomes.ToDictionary(outcome => outcome.To);
        said.Keys.Should().BeSubsetOf(to);
        if (!plan.Bulk)
        {
            Outcomes.Select(outcome => outcome.To).Should().Equal(to);
        }

        foreach (var to in to)
        {
            Check(said.GetValueOrDefault(to), recorded[to].ToList());
        }

        Resolved.Select(outcome => outcome.To).Should().Equal(Outcomes.Select(outcome => outcome.To));
        foreach (var outcome in Resolved)
        {
            Check(outcome, recorded[outcome.To].ToList());
        }
    }

    private static void Check(SmsOutcome? outcome, List<EmulatedMessage> recorded)
    {
        switch (outcome?.State)
        {
            case SmsOutcomeState.Sent:
                recorded.Should().ContainSingle().Which.Sid.Should().Be(outcome.MessageSid);
                break;
            case SmsOutcomeState.Unknown:
                recorded.Should().HaveCountLessThanOrEqualTo(1);
                break;
            default:
                recorded.Should().BeEmpty("it is {0}", outcome?.State.ToString() ?? "not even read");
                break;
        }
    }

    private async Task<IReadOnlyList<SmsOutcome>> SendAsync(ISmsSender sender, CancellationToken cancellationToken)
    {
        try
        {
            return (await sender.SendAsync(Message(to), cancellationToken)).Outcomes;
        }
        catch (TwilioConnectorException exception)
        {
            return exception.Result!.Outcomes;
        }
        catch (TwilioSendCanceledException exception)
        {
            return exception.Result.Outcomes;
        }
    }

    private async Task<IReadOnlyList<SmsOutcome>> SendManyAsync(ISmsSender sender, CancellationToken cancellationToken)
    {
        var outcomes = new List<SmsOutcome>();
        try
        {
            var messages = to.Select(to => Message(to)).ToAsyncEnumerable();
            await foreach (var outcome in sender.SendManyAsync(messages, cancellationToken: cancellationToken))
            {
                outcomes.Add(outcome);
            }
        }
        catch (Exception exception) when (exception is TwilioConnectorException or OperationCanceledException)
        {
            // It says why the run stopped; what had happened by then has been handed out.
        }

        return [.. outcomes.OrderBy(outcome => outcome.MessageIndex)];
    }

    private SmsMessage Message(params string[] to) => new()
    {
        From = ConnectorHost.From,
        To = to,
        Body = ConnectorHost.Body,
        IdempotencyKey = plan.Keyed ? this.to[0] : null,
    };

    // A connection that was half broken before may break now.
    private async Task<IReadOnlyList<SmsOutcome>> ResolveAsync(ISmsSender sender)
    {
        try
        {
            return (await sender.ResolveAsync(new SmsResult(Outcomes))).Outcomes;
        }
        catch (TwilioConnectorException exception)
        {
            return exception.Result!.Outcomes;
        }
    }

    private ServiceProvider Connect(TwilioEmulator twilio, FaultyLine line)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddTwilioConnector(options =>
        {
            options.Account = twilio.AccountSid;
            options.Token = twilio.AuthToken;
            options.BaseAddress = line.BaseAddress;
            options.Timeout = Timeout;
            options.MaxConcurrency = plan.Concurrency;
            options.MaxRetries = plan.Retries;
            options.MaxRetryDelay = TimeSpan.Zero;
        }).SendOver(plan.Transport, line.BaseAddress, twilio.AccountSid, twilio.AuthToken, line.Handler);
        return services.BuildServiceProvider();
    }

    // Once somebody is silent, others may wait behind it at a moment that cannot be seen: time passes until all is over.
    private async Task PassTimeAsync(Task sending)
    {
        await Task.WhenAny(sending, silenced.Task);
        while (!sending.IsCompleted)
        {
            clock.Advance(Timeout);
            await Task.WhenAny(sending, Task.Delay(5));
        }
    }
}
