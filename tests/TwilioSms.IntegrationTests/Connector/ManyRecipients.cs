using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

public sealed class ManyRecipients(SuiteLog suite, ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_thousand_recipients_are_each_sent_to_once_and_reported_in_order()
    {
        var peak = new InFlight();
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) => services
            .AddTwilioConnector(options => options.MaxConcurrency = 32)
            .UseEmulator(twilio)
            .HttpClientBuilder.AddHttpMessageHandler(() => new CountingHandler(peak)));
        var to = Enumerable.Range(0, 10_000).Select(ConnectorHost.Number).ToArray();
        var message = ConnectorHost.Message(to);

        // Not through the host's SendAsync: ten thousand secrets would make the suite's last check a slow one.
        var watch = Stopwatch.StartNew();
        var result = await host.Sender.SendAsync(message, TestContext.Current.CancellationToken);
        output.WriteLine($"{to.Length / watch.Elapsed.TotalSeconds:N0} messages a second");

        result.Outcomes.Select(outcome => outcome.To).Should().Equal(to);
        result.AllSent.Should().BeTrue();
        host.AgreesWithTheEmulator(result);
        host.Twilio.Messages.Should().HaveCount(to.Length);
        peak.Most.Should().BeInRange(2, 32);
    }

    // A loaded machine may hold a thread up for longer than the limit; a wait that cancelling does not end holds up every attempt.
    [Fact]
    public async Task Cancelling_ends_the_wait_within_100_ms_and_keeps_the_outcomes_so_far()
    {
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, (await CancelAsync()).Ticks));
        }

        output.WriteLine($"cancelled within {fastest.TotalMilliseconds:N1} ms");
        fastest.Should().BeLessThan(TimeSpan.FromMilliseconds(100));
    }

    private async Task<TimeSpan> CancelAsync()
    {
        const int workers = 8;
        const int answered = 20;
        await using var host = await ConnectorHost.StartAsync(suite, options => options.MaxConcurrency = workers);
        var to = Enumerable.Range(0, 100).Select(ConnectorHost.Number).ToArray();
        var waiting = 0;
        var allWaiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Every worker ends up at a recipient that is never answered; every other one of these is recorded all the same.
        host.Twilio.Faults.Add(Fault.DelayAfterRecording(Timeout.InfiniteTimeSpan), int.MaxValue, request =>
        {
            var unanswered = Array.IndexOf(to, request.To) >= answered;
            if (unanswered && ++waiting == workers)
            {
                allWaiting.SetResult();
            }

            return unanswered && waiting % 2 == 0;
        });
        host.Twilio.Faults.Add(
            Fault.DelayBeforeRecording(Timeout.InfiniteTimeSpan), int.MaxValue, request => Array.IndexOf(to, request.To) >= answered);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = host.SendAsync(ConnectorHost.Message(to), cancellation.Token);
        await allWaiting.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        var exception = (await FluentActions.Awaiting(() => sending).Should().ThrowAsync<TwilioSendCanceledException>()).Which;
        watch.Stop();

        exception.Result.Outcomes.Select(outcome => outcome.State).Should().Equal([
            .. Enumerable.Repeat(SmsOutcomeState.Sent, answered),
            .. Enumerable.Repeat(SmsOutcomeState.Unknown, workers),
            .. Enumerable.Repeat(SmsOutcomeState.NotAttempted, to.Length - answered - workers)]);
        host.AgreesWithTheEmulator(exception.Result);
        return watch.Elapsed;
    }

    private sealed class InFlight
    {
        private int now;
        private int most;

        public int Most => most;

        public void Enter()
        {
            var now = Interlocked.Increment(ref this.now);
            for (var most = this.most; now > most; most = this.most)
            {
                Interlocked.CompareExchange(ref this.most, now, most);
            }
        }

        public void Leave() => Interlocked.Decrement(ref now);
    }

    private sealed class CountingHandler(InFlight inFlight) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            inFlight.Enter();
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                inFlight.Leave();
            }
        }
    }
}
