using System.Collections.Concurrent;
using System.Diagnostics;
using CsCheck;

namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>Random sends under random faults. TWILIOSMS_FAULT_SEED repeats the runs of a seed that was printed.</summary>
public abstract class RandomFaults(FaultSuite suite, TransportKind transport, ITestOutputHelper output) : IClassFixture<FaultSuite>
{
    private const int Runs = 2_000;

    private static readonly Gen<LineTrouble> Lines = Gen.Frequency((5, Gen.Const(LineTrouble.None)), (3, Gen.Enum<LineTrouble>()));
    private static readonly Gen<RequestTrouble> Requests = Gen.Frequency((5, Gen.Const(RequestTrouble.None)), (3, Gen.Enum<RequestTrouble>()));
    private static readonly Gen<int?> Cancellations = Gen.Frequency((7, Gen.Const((int?)null)), (1, Gen.Int[0, 5].Select(at => (int?)at)));

    private static readonly Gen<FaultPlan> Plans =
        from recipients in Gen.Int[1, 6]
        from tls in Gen.Bool
        from bulk in Gen.Bool
        from concurrency in Gen.Int[1, 4]
        from retries in Gen.Int[0, 3]
        from lines in Lines.Array[0, 4]
        from requests in Requests.Array[0, 8]
        from cancelAt in Cancellations
        from keyed in Gen.Bool
        select new FaultPlan(recipients, tls, bulk, concurrency, retries, lines, requests, cancelAt, keyed);

    [Fact]
    public async Task Whatever_breaks_nothing_is_lost_and_nothing_sent_twice()
    {
        var pcg = Environment.GetEnvironmentVariable("TWILIOSMS_FAULT_SEED") is { Length: > 0 } seed ? PCG.Parse(seed) : new PCG((uint)Environment.TickCount);
        output.WriteLine($"seed {pcg}");
        var plans = Enumerable.Range(0, Runs).Select(_ => Plans.Generate(pcg, null, out var _) with { Transport = transport }).ToList();
        var runs = new ConcurrentBag<FaultRun>();
        var watch = Stopwatch.StartNew();

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(plans, parallel, async (plan, _) =>
        {
            try
            {
                runs.Add(await suite.RunAsync(plan));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"The run failed: {plan}", exception);
            }
        });

        suite.CheckAll();
        var before = runs.SelectMany(run => run.Outcomes).CountBy(outcome => outcome.State);
        var after = runs.SelectMany(run => run.Resolved).CountBy(outcome => outcome.State);
        output.WriteLine($"{runs.Count} runs, {runs.Sum(run => run.Requests)} requests in {watch.Elapsed.TotalSeconds:N1} s");
        output.WriteLine($"outcomes {string.Join(' ', before)}, once looked up {string.Join(' ', after)}");
        runs.Should().HaveCount(Runs);
        before.Select(count => count.Key).Should().BeEquivalentTo(Enum.GetValues<SmsOutcomeState>(), "the faults are to make all of them");
    }
}

public sealed class RandomFaultsOverHttp(FaultSuite suite, ITestOutputHelper output) : RandomFaults(suite, TransportKind.Http, output);

public sealed class RandomFaultsOverTheSdk(FaultSuite suite, ITestOutputHelper output) : RandomFaults(suite, TransportKind.Sdk, output);
