using System.Net;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>A stream that comes again leaves alone what Twilio refused for good, where it is told to.</summary>
public sealed class RefusedBeforeTests : KeyedTest
{
    private static readonly BulkSendOptions LeaveAlone = new() { RetryRefused = false };

    [Fact]
    public async Task A_refusal_for_good_is_the_outcome_again_and_nothing_is_sent()
    {
        await RefuseAsync(HttpStatusCode.BadRequest, 21610);

        var outcome = await SendAsync("Hello", LeaveAlone);

        outcome.State.Should().Be(SmsOutcomeState.Failed);
        outcome.IsRepeated.Should().BeTrue();
        outcome.IdempotencyKey.Should().Be(Key);
        outcome.Error.Should().BeOfType<TwilioToNumberException>().Which.TwilioCode.Should().Be(21610);
        outcome.Error!.Message.Should().StartWith("Twilio refused the same message before, with error 21610.");
        Twilio.Accepted.Should().BeEmpty();
    }

    [Fact]
    public async Task By_default_it_is_tried_again()
    {
        await RefuseAsync(HttpStatusCode.BadRequest, 21610);

        (await SendAsync("Hello", new BulkSendOptions())).State.Should().Be(SmsOutcomeState.Sent);
    }

    [Fact]
    public async Task A_message_that_was_changed_is_tried()
    {
        await RefuseAsync(HttpStatusCode.BadRequest, 21610);

        (await SendAsync("Hello again", LeaveAlone)).State.Should().Be(SmsOutcomeState.Sent);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 20429)]
    [InlineData(HttpStatusCode.Unauthorized, 20003)]
    public async Task What_passes_is_tried(HttpStatusCode status, int code)
    {
        await RefuseAsync(status, code);

        (await SendAsync("Hello", LeaveAlone)).State.Should().Be(SmsOutcomeState.Sent);
    }

    private async Task RefuseAsync(HttpStatusCode status, int code)
    {
        Twilio.Answer = (_, _) => Task.FromResult(Twilio.Refuse(status, code));
        (await SendAsync("Hello", new BulkSendOptions())).State.Should().Be(SmsOutcomeState.Failed);
        Twilio.Answer = null;
    }

    private async Task<SmsOutcome> SendAsync(string body, BulkSendOptions options)
    {
        var run = TakeAllAsync(Start(static settings => settings.MaxRetries = 0).Sender().SendManyAsync(
            Stream([Message(Key, body, Account.To)]), options, Stop));
        await PassUntilAsync(run);
        return (await run).Outcomes.Single();
    }
}
