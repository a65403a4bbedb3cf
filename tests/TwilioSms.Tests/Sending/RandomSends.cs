using System.Diagnostics;
using System.Globalization;
using System.Net;
using CsCheck;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>Random sends under one key, by one process after the other, while the line, the ledger and the clocks do what they like. In the end
/// every number has exactly one message, and no outcome ever said what was not so. TWILIOSMS_SEND_RUNS makes it more runs than a few,
/// TWILIOSMS_SEND_SEED repeats those of a seed that was printed.</summary>
public sealed class RandomSends(ITestOutputHelper output)
{
    private const int UsualRuns = 150;

    private enum Line
    {
        None,
        FailsBefore,
        LostBeforeAccepted,
        LostAfterAccepted,
        Silence,
        SilenceAfterAccepted,
        TooManyRequests,
        BadGatewayAfterAccepted,
        Refused,
    }

    private enum Clocks
    {
        None,
        Sleep,
        LongSleep,
        SetAhead,
        SetBack,
    }

    [Fact]
    public async Task Whatever_breaks_no_number_has_two_messages_and_no_outcome_is_wrong()
    {
        var runs = int.TryParse(Environment.GetEnvironmentVariable("TWILIOSMS_SEND_RUNS"), CultureInfo.InvariantCulture, out var many) ? many : UsualRuns;
        var pcg = Environment.GetEnvironmentVariable("TWILIOSMS_SEND_SEED") is { Length: > 0 } seed ? PCG.Parse(seed) : new PCG((uint)Environment.TickCount);
        output.WriteLine($"seed {pcg}");
        var watch = Stopwatch.StartNew();
        var counts = new Dictionary<SmsOutcomeState, int>();
        for (var i = 0; i < runs; i++)
        {
            var before = pcg.ToString();
            try
            {
                await using var run = new Run(new Random((int)pcg.Next()));
                await run.RunAsync(counts);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Run {i} failed: TWILIOSMS_SEND_SEED={before}", exception);
            }
        }

        output.WriteLine($"{runs} runs in {watch.Elapsed.TotalSeconds:N1} s: {string.Join(", ", counts)}");
        counts.Keys.Should().BeEquivalentTo(Enum.GetValues<SmsOutcomeState>(), "the faults are to make all of them");
    }

    private sealed class Run : KeyedTest
    {
        private const int MostRounds = 12;

        private static readonly string[] Statements = ["salt", "claim", "record", "replace", "find", "rivals", "owned", "witness"];

        private readonly Random random;
        private readonly string[] to;
        private readonly double ledgerFaults;
        private bool faulty = true;
        private IServiceProvider? last;

        public Run(Random random)
            : base(isDurable: random.Next(2) == 0)
        {
            this.random = random;
            to = [.. Enumerable.Range(0, random.Next(1, 5)).Select(Number)];
            ledgerFaults = random.Next(3) * 0.06;
            Twilio.Before = BeforeAsync;
            Twilio.Door = new SemaphoreSlim(1);
            Twilio.Answer = AnswerAsync;
            Ledger.Before = name => FailAsync(name);
            Ledger.After = name => FailAsync(name);
        }

        public async Task RunAsync(Dictionary<SmsOutcomeState, int> counts)
        {
            var faultyRounds = random.Next(1, 4);
            for (var round = 0; round < MostRounds; round++)
            {
                faulty = round < faultyRounds;
                var outcomes = await SendAsync();
                foreach (var outcome in outcomes)
                {
                    counts[outcome.State] = counts.GetValueOrDefault(outcome.State) + 1;
                    Check(outcome);
                }

                Twilio.Accepted.Select(message => message.To).Should().OnlyHaveUniqueItems();
                if (!faulty && outcomes.All(outcome => outcome.State == SmsOutcomeState.Sent))
                {
                    outcomes.Select(outcome => outcome.To).Should().BeEquivalentTo(to);
                    return;
                }

                Clock.Advance(TimeSpan.FromSeconds(faulty ? random.Next(0, 300) : 500));
            }

            throw new InvalidOperationException($"It did not end: {string.Join(", ", await Ledger.RowsAsync())}");
        }

        private async Task<IReadOnlyList<SmsOutcome>> SendAsync()
        {
            // Where clocks disagree, only who watches a claim for long enough can tell that it is old: the last process lives on.
            var process = last ?? Start(options =>
            {
                options.MaxConcurrency = random.Next(1, 4);
                options.MaxRetries = random.Next(0, 3);
                options.MaxRetryDelay = TimeSpan.FromSeconds(1);
                options.ResolveUnknown = random.Next(4) == 0;
            });
            last = faulty ? null : process;
            var sending = random.Next(2) == 0 ? SendOneAsync(process) : SendManyAsync(process);
            await PassUntilAsync(sending);
            return await sending;
        }

        private async Task<IReadOnlyList<SmsOutcome>> SendOneAsync(IServiceProvider process)
        {
            try
            {
                return (await process.Sender().SendAsync(MessageTo(to), Stop)).Outcomes;
            }
            catch (TwilioConnectorException exception)
            {
                return exception.Result!.Outcomes;
            }
        }

        private async Task<IReadOnlyList<SmsOutcome>> SendManyAsync(IServiceProvider process) =>
            (await TakeAllAsync(process.Sender().SendManyAsync(Stream(to.Select(one => MessageTo(one))), cancellationToken: Stop))).Outcomes;

        private void Check(SmsOutcome outcome)
        {
            var accepted = Twilio.Accepted.Where(message => message.To == outcome.To).ToList();
            switch (outcome.State)
            {
                case SmsOutcomeState.Sent:
                    accepted.Should().ContainSingle().Which.Sid.Should().Be(outcome.MessageSid);
                    break;
                case SmsOutcomeState.Failed when outcome.Error is not TwilioLedgerException:
                    accepted.Should().BeEmpty("it failed: {0}", outcome.Error);
                    break;
                default:
                    accepted.Should().HaveCountLessThanOrEqualTo(1);
                    break;
            }
        }

        private Task BeforeAsync(string number)
        {
            if (!faulty)
            {
                return Task.CompletedTask;
            }

            switch (Pick<Clocks>())
            {
                case Clocks.Sleep:
                    Clock.Sleep(TimeSpan.FromSeconds(random.Next(1, 40)));
                    break;
                case Clocks.LongSleep:
                    Clock.Sleep(TimeSpan.FromSeconds(random.Next(60, 1000)));
                    break;
                case Clocks.SetAhead:
                    Clock.SetBy(TimeSpan.FromHours(2));
                    break;
                case Clocks.SetBack:
                    Clock.SetBy(TimeSpan.FromHours(-2));
                    break;
                default:
                    break;
            }

            return random.Next(8) == 0 ? throw new HttpRequestException("no route") : Task.CompletedTask;
        }

        private async Task<TwilioAnswer> AnswerAsync(string number, Func<FakeTwilio.Message> accept)
        {
            await Task.Yield();
            switch (faulty ? Pick<Line>() : Line.None)
            {
                case Line.FailsBefore or Line.LostBeforeAccepted:
                    throw new HttpRequestException("reset");
                case Line.LostAfterAccepted:
                    accept();
                    throw new HttpRequestException("reset");
                case Line.Silence:
                    throw new OperationCanceledException("silence");
                case Line.SilenceAfterAccepted:
                    accept();
                    throw new TaskCanceledException("silence");
                case Line.TooManyRequests:
                    return Twilio.Refuse(HttpStatusCode.TooManyRequests, 20429);
                case Line.BadGatewayAfterAccepted:
                    accept();
                    return Twilio.Refuse(HttpStatusCode.BadGateway, 20500);
                case Line.Refused:
                    return Twilio.Refuse(HttpStatusCode.BadRequest, 21211);
                default:
                    return Twilio.Created(accept());
            }
        }

        private Task FailAsync(string name) => faulty && Statements.Contains(name) && Draw() < ledgerFaults
            ? throw new TwilioLedgerException("The database is down.")
            : Task.CompletedTask;

        // Half the time nothing is the matter.
        private T Pick<T>()
            where T : struct, Enum
        {
            lock (random)
            {
                return random.Next(2) == 0 ? default : Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
            }
        }

        private double Draw()
        {
            lock (random)
            {
                return random.NextDouble();
            }
        }
    }
}
