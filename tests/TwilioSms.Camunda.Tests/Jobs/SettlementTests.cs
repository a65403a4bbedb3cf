using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Camunda.Diagnostics;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Camunda.Jobs;
using TwilioSms.Camunda.Messages;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Tests.Jobs;

/// <summary>What an engine is told of each fate.</summary>
public sealed class SettlementTests
{
    private static readonly ReportedError Refused = ReportedError.Named("INVALID_TO_PHONE_NUMBER_ERROR", "no");
    private static readonly ReportedError NoAnswer = ReportedError.Named("TWILIO_CONNECTION_ERROR", "lost") with { IsPassing = true };

    [Theory]
    [InlineData(FateState.InDoubt)]
    [InlineData(FateState.Parked)]
    internal async Task What_may_have_been_sent_is_an_incident_whatever_else_went_wrong(FateState state)
    {
        foreach (var error in new[] { Refused, NoAnswer, null })
        {
            var refused = new Fate("+15558675311", FateState.Failed, Code: "INVALID_TO_PHONE_NUMBER_ERROR");
            (await TellAsync(new SendReport([new Fate("+15558675310", state, Code: "TWILIO_CONNECTION_ERROR") { IsPassing = true }], error)))
                .Should().Be("fail 0 after 0 ms");
            (await TellAsync(new SendReport([refused, new Fate("+15558675310", state)], error))).Should().Be("fail 0 after 0 ms");
        }
    }

    [Theory]
    [InlineData(9, "fail 8 after 1000 ms")]
    [InlineData(3, "fail 2 after 2000 ms")]
    [InlineData(2, "fail 1 after 4000 ms")]
    [InlineData(1, "fail 0 after 0 ms")]
    [InlineData(0, "fail 0 after 0 ms")]
    public async Task The_fewer_tries_are_left_the_longer_is_the_pause(int retries, string told) =>
        (await TellAsync(new SendReport([], NoAnswer), retries)).Should().Be(told);

    [Fact]
    public async Task Each_of_the_30_errors_is_thrown_by_its_name_unless_it_passes()
    {
        foreach (var error in TwilioConnector.Describe().Errors)
        {
            (await TellAsync(new SendReport([], ReportedError.Named(error.Name, "what happened")))).Should().Be("throw " + error.Name);
        }
    }

    [Fact]
    public async Task What_is_certainly_not_accepted_after_all_is_tried_again()
    {
        var lost = new SendReport([new Fate("+15558675310", FateState.InDoubt, Code: "TWILIO_CONNECTION_ERROR") { IsPassing = true }], NoAnswer);

        (await TellAsync(lost.With([lost.Fates[0] with { State = FateState.Failed }]))).Should().StartWith("fail 2");
        (await TellAsync(lost.With([new Fate("+15558675310", FateState.Failed)]))).Should().StartWith("fail 2");
        (await TellAsync(lost.With([new Fate("+15558675310", FateState.Sent, "SM1")]))).Should().Be("complete");
    }

    private static async Task<string> TellAsync(SendReport report, int retries = 3)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var diagnostics = new WorkerDiagnostics("test", NullLoggerFactory.Instance, services.GetRequiredService<IMeterFactory>());
        var engine = new ToldEngine();
        await new Settlement(engine, new Camunda8WorkerOptions { RetryBackoff = TimeSpan.FromSeconds(1) }, new FakeTimeProvider(), diagnostics)
            .SettleAsync(new Job("1", retries, static () => "{}"), report, CancellationToken.None);
        return engine.Told.Should().ContainSingle().Subject;
    }

    private sealed class ToldEngine : IEngine
    {
        public List<string> Told { get; } = [];

        public string Name => "test";

        public string JobType => "test";

        public Task<IReadOnlyList<Job>> LeaseAsync(int most, bool wait, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ExtendAsync(Job job, CancellationToken cancellationToken) => TellAsync("extend");

        public Task CompleteAsync(Job job, SendReport report, CancellationToken cancellationToken) => TellAsync("complete");

        public Task ThrowAsync(Job job, ReportedError error, SendReport report, CancellationToken cancellationToken) => TellAsync("throw " + error.Name);

        public Task FailAsync(Job job, int retries, TimeSpan pause, string message, CancellationToken cancellationToken) =>
            TellAsync(FormattableString.Invariant($"fail {retries} after {pause.TotalMilliseconds} ms"));

        public Task PublishAsync(ProcessMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReleaseAsync(Job job, CancellationToken cancellationToken) => TellAsync("release");

        private Task TellAsync(string what)
        {
            Told.Add(what);
            return Task.CompletedTask;
        }
    }
}
