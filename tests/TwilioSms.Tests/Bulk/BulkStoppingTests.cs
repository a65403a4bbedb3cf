using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Bulk;

/// <summary>However a run stops, its outcomes say exactly where it stood: every recipient of every message that was read has one.</summary>
public sealed class BulkStoppingTests : BulkTest
{
    [Fact]
    public async Task A_failure_of_the_account_stops_the_run_and_what_was_read_is_not_attempted()
    {
        var read = 0;
        await using var services = Connect((form, _) => Task.FromResult(string.CompareOrdinal(form["To"], Number(10)) >= 0
            ? InProcessTwilio.Refuse(HttpStatusCode.Unauthorized, 20003)
            : InProcessTwilio.Accept()));

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(Messages(1_000), () => read++), new BulkSendOptions(), Stop));

        end.Should().BeOfType<TwilioAuthenticationException>();
        outcomes.Select(outcome => (int)outcome.MessageIndex).Order().Should().Equal(Enumerable.Range(0, read));
        read.Should().BeLessThan(100, "the rest is not read");
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.Sent).Should().HaveCount(10);
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.Failed).Should().HaveCountLessThanOrEqualTo(4).And.NotBeEmpty();
        outcomes.Where(outcome => outcome.MessageIndex >= 10).Should().OnlyContain(
            outcome => outcome.State == SmsOutcomeState.Failed || outcome.State == SmsOutcomeState.NotAttempted);
    }

    [Fact]
    public async Task No_connection_stops_the_run()
    {
        await using var services = Account.Connect(new Uri("https://twilio.invalid"), options => options.MaxRetries = 0);

        var (outcomes, end) = await TakeAllAsync(
            services.Sender().SendManyAsync(Stream(Messages(100)), new BulkSendOptions { MaxConcurrency = 1 }, Stop));

        end.Should().BeOfType<TwilioConnectionException>();
        StatesOf(outcomes).Should().StartWith(SmsOutcomeState.Failed);
        StatesOf(outcomes).Skip(1).Should().AllBeEquivalentTo(SmsOutcomeState.NotAttempted);
    }

    [Fact]
    public async Task A_lost_answer_does_not_stop_the_run()
    {
        await using var services = Connect((form, _) => form["To"]!.EndsWith('5')
            ? throw new HttpRequestException("reset")
            : Task.FromResult(InProcessTwilio.Accept()));

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(Messages(200)), new BulkSendOptions(), Stop));

        end.Should().BeNull();
        outcomes.Should().HaveCount(200);
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.Unknown).Select(outcome => outcome.MessageIndex % 10).Should().HaveCount(20).And.OnlyContain(digit => digit == 5);
    }

    [Fact]
    public async Task Ten_lost_answers_in_a_row_stop_the_run()
    {
        await using var services = Connect((form, _) => string.CompareOrdinal(form["To"], Number(20)) >= 0
            ? throw new HttpRequestException("reset")
            : Task.FromResult(InProcessTwilio.Accept()));

        var (outcomes, end) = await TakeAllAsync(
            services.Sender().SendManyAsync(Stream(Messages(200)), new BulkSendOptions { MaxConcurrency = 1 }, Stop));

        end.Should().BeOfType<TwilioConnectionException>();
        StatesOf(outcomes).Take(30).Should().Equal(
            [.. Enumerable.Repeat(SmsOutcomeState.Sent, 20), .. Enumerable.Repeat(SmsOutcomeState.Unknown, 10)]);
        StatesOf(outcomes).Skip(30).Should().AllBeEquivalentTo(SmsOutcomeState.NotAttempted);
    }

    [Fact]
    public async Task Cancelling_ends_what_is_under_way_and_still_hands_out_every_outcome()
    {
        var read = 0;
        var underWay = 0;
        using var cancellation = new CancellationTokenSource();
        await using var services = Connect(async (form, stop) =>
        {
            if (string.CompareOrdinal(form["To"], Number(10)) >= 0)
            {
                if (Interlocked.Increment(ref underWay) == 4)
                {
                    await cancellation.CancelAsync();
                }

                await Task.Delay(Timeout.Infinite, stop);
            }

            return InProcessTwilio.Accept();
        });

        var (outcomes, end) = await TakeAllAsync(
            services.Sender().SendManyAsync(Stream(Messages(1_000), () => read++), new BulkSendOptions(), cancellation.Token));

        end.Should().BeAssignableTo<OperationCanceledException>();
        outcomes.Select(outcome => (int)outcome.MessageIndex).Order().Should().Equal(Enumerable.Range(0, read));
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.Sent).Should().HaveCount(10);
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.Unknown).Should().HaveCount(4);
        outcomes.Where(outcome => outcome.State == SmsOutcomeState.NotAttempted).Should().HaveCount(read - 14);
    }

    [Fact]
    public async Task Leaving_early_waits_for_what_is_under_way_and_tells_progress_the_rest()
    {
        var read = 0;
        var left = new TaskCompletionSource();
        var begun = 0;
        var allBegun = new TaskCompletionSource();
        await using var services = Connect(async (form, stop) =>
        {
            if (form["To"] != Number(0))
            {
                if (Interlocked.Increment(ref begun) == 4)
                {
                    allBegun.SetResult();
                }

                await left.Task.WaitAsync(stop);
            }

            return InProcessTwilio.Accept();
        });
        var reports = new Reports();

        var run = services.Sender().SendManyAsync(Stream(Messages(1_000), () => read++), new BulkSendOptions { Progress = reports }, Stop)
            .GetAsyncEnumerator(Stop);
        (await run.MoveNextAsync()).Should().BeTrue();
        await allBegun.Task.WaitAsync(Stop);
        var leaving = run.DisposeAsync().AsTask();
        leaving.IsCompleted.Should().BeFalse("four messages are under way");
        left.SetResult();
        await leaving;

        reports.All.Select(report => (int)report.Outcome.MessageIndex).Order().Should().Equal(Enumerable.Range(0, read));
        reports.All[^1].Should().BeEquivalentTo(new { MessagesRead = read, Sent = 5, Failed = 0, Unknown = 0, NotAttempted = read - 5 });
        begun.Should().Be(4, "nothing new is begun");
    }

    [Fact]
    public async Task What_was_read_before_the_input_failed_is_sent_before_its_exception_is_thrown()
    {
        await using var services = Connect();

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(Failing()), new BulkSendOptions(), Stop));

        end.Should().BeOfType<InvalidDataException>();
        outcomes.Should().HaveCount(30).And.OnlyContain(outcome => outcome.State == SmsOutcomeState.Sent);

        static IEnumerable<SmsMessage> Failing() => Messages(30).Concat(
            Enumerable.Range(0, 1).Select<int, SmsMessage>(_ => throw new InvalidDataException("line 31")));
    }

    [Fact]
    public async Task A_renderer_that_throws_what_it_must_not_stops_the_run()
    {
        var renderer = new Mock<ITemplateRenderer>();
        renderer.SetupSequence(mock => mock.RenderAsync(It.IsAny<SmsTemplate>(), It.IsAny<SmsMetadata>(), It.IsAny<CancellationToken>()))
            .Returns(new ValueTask<string>("Hello"))
            .Throws(new InvalidOperationException("out of order"));
        await using var services = Account.Connect(
            new Uri("https://localhost"),
            build: builder =>
            {
                builder.Services.AddKeyedSingleton("", renderer.Object);
                builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => new InProcessTwilio());
            });

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(Messages(3)), new BulkSendOptions(), Stop));

        end.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("out of order");
        outcomes.OrderBy(outcome => outcome.MessageIndex).Select(outcome => outcome.State).Should().Equal(
            SmsOutcomeState.Sent, SmsOutcomeState.NotAttempted);
    }

    [Fact]
    public async Task A_run_of_no_messages_has_no_outcomes()
    {
        await using var services = Connect();

        (await TakeAllAsync(services.Sender().SendManyAsync(Stream([]), new BulkSendOptions(), Stop))).Should().BeEquivalentTo(
            (new List<SmsOutcome>(), (Exception?)null));
    }

    private static IEnumerable<SmsOutcomeState> StatesOf(List<SmsOutcome> outcomes) => outcomes.Select(outcome => outcome.State);
}
