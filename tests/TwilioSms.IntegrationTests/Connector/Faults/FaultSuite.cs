using System.Collections.Concurrent;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>An emulator that many runs share, each with numbers of its own, and the check of all of them.</summary>
public sealed class FaultSuite : IAsyncLifetime
{
    // Far longer than any run takes: one that hangs is to be named.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, FaultRun> runs = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<FaultRun> done = [];
    private TwilioEmulator twilio = null!;
    private int numbers;

    public async ValueTask InitializeAsync()
    {
        twilio = await TwilioEmulator.StartAsync(options => options.SentAfter = Timeout.InfiniteTimeSpan);
        foreach (var trouble in Enum.GetValues<RequestTrouble>().Except([RequestTrouble.None]))
        {
            twilio.Faults.Add(
                Troubles.FaultOf(trouble),
                int.MaxValue,
                request => request.Method == "POST" && runs.TryGetValue(request.To, out var run) && run.TroubleOf(request) == trouble);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What a client gave up may have come later: each run still has to be right.
        CheckAll();
        await twilio.DisposeAsync();
    }

    internal async Task<FaultRun> RunAsync(FaultPlan plan)
    {
        var run = new FaultRun(plan, Interlocked.Add(ref numbers, plan.Recipients) - plan.Recipients);
        foreach (var to in run.To)
        {
            runs[to] = run;
        }

        await run.RunAsync(twilio).WaitAsync(LongestRun, TestContext.Current.CancellationToken);
        run.Check(Recorded());
        done.Add(run);
        return run;
    }

    internal int RecordedOf(FaultRun run) => Recorded().Where(messages => run.To.Contains(messages.Key)).Sum(messages => messages.Count());

    internal void CheckAll()
    {
        var recorded = Recorded();
        foreach (var run in done)
        {
            run.Check(recorded);
        }
    }

    private ILookup<string, EmulatedMessage> Recorded() => twilio.Messages.ToLookup(message => message.To);
}
