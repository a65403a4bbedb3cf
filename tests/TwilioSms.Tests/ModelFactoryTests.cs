using System.Net;
using Moq;

namespace TwilioSms.Tests;

/// <summary>Code that handles results is tested without a server.</summary>
public sealed class ModelFactoryTests
{
    private const string Good = "+15550000001";
    private const string Bad = "+15550000002";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_that_reads_a_result_is_tested_with_a_mock()
    {
        var result = new SmsResult([SmsModelFactory.Sent(Good, "SM1"), SmsModelFactory.Sent(Bad, "SM2", "accepted", 3, "RQ1")]);
        var sender = new Mock<ISmsSender>();
        sender.Setup(s => s.SendAsync(It.IsAny<SmsMessage>(), It.IsAny<CancellationToken>())).ReturnsAsync(result);

        var sent = await sender.Object.SendAsync(new SmsMessage { To = [Good, Bad] }, Stop);

        sent.AllSent.Should().BeTrue();
        sent.Outcomes.Select(outcome => (outcome.To, outcome.MessageSid, outcome.Status, outcome.Segments, outcome.RequestId))
            .Should().Equal((Good, "SM1", "queued", 1, null), (Bad, "SM2", "accepted", 3, "RQ1"));
    }

    [Fact]
    public async Task Code_that_handles_a_failed_number_is_tested_with_a_mock()
    {
        var result = new SmsResult(
        [
            SmsModelFactory.Sent(Good, "SM1"),
            SmsModelFactory.Failed(Bad, SmsModelFactory.Refusal(HttpStatusCode.BadRequest, 21610)),
            SmsModelFactory.Unknown("+15550000003", SmsModelFactory.NoAnswer("No answer.", new IOException())),
            SmsModelFactory.Unknown("+15550000004"),
            SmsModelFactory.NotAttempted("+15550000005"),
        ]);
        var sender = new Mock<ISmsSender>();
        sender.Setup(s => s.SendAsync(It.IsAny<SmsMessage>(), It.IsAny<CancellationToken>())).ThrowsAsync(SmsModelFactory.SendError(result));

        var unsubscribed = new List<string>();
        try
        {
            await sender.Object.SendAsync(new SmsMessage(), Stop);
        }
        catch (TwilioToNumberException error)
        {
            unsubscribed.AddRange(error.Result!.Outcomes.Where(o => o.Error is TwilioApiException { TwilioCode: 21610 }).Select(o => o.To));
        }

        unsubscribed.Should().Equal(Bad);
        result.Outcomes.Select(outcome => outcome.State).Should().Equal(
            SmsOutcomeState.Sent, SmsOutcomeState.Failed, SmsOutcomeState.Unknown, SmsOutcomeState.Unknown, SmsOutcomeState.NotAttempted);
        result.Outcomes[2].Error.Should().BeOfType<TwilioConnectionException>();
    }

    [Theory]
    [InlineData(400, 21211, SmsErrorCode.InvalidToPhoneNumberError)]
    [InlineData(401, 20003, SmsErrorCode.AuthenticationConnectionError)]
    [InlineData(429, null, SmsErrorCode.ServiceUnavailable)]
    [InlineData(404, null, SmsErrorCode.NotFound)]
    [InlineData(400, 29999, SmsErrorCode.BadRequest)]
    public void A_refusal_is_what_the_connector_makes_of_it(int status, int? code, SmsErrorCode expected)
    {
        var error = SmsModelFactory.Refusal((HttpStatusCode)status, code, "in Twilio's words", "RQ1", TimeSpan.FromSeconds(7));

        error.Code.Should().Be(expected);
        error.Should().BeEquivalentTo(new
        {
            StatusCode = (HttpStatusCode)status,
            TwilioCode = code,
            TwilioMessage = "in Twilio's words",
            RequestId = "RQ1",
            RetryAfter = TimeSpan.FromSeconds(7),
        });
        error.Message.Should().StartWith("Twilio refused the request with ").And.NotContain("in Twilio's words");
    }

    [Fact]
    public void Every_exception_can_be_built()
    {
        var result = new SmsResult([SmsModelFactory.NotAttempted(Good)]);

        SmsModelFactory.MissingInput("To").Parameter.Should().Be("To");
        SmsModelFactory.InvalidInput("Metadata", "It is a list.").Message.Should().Be("It is a list.");
        SmsModelFactory.SegmentLimit(3, 2).Should().BeEquivalentTo(new { Segments = 3, MaxSegments = 2, Code = SmsErrorCode.InvalidRequestError });
        SmsModelFactory.SendCanceled(result, Stop).Result.Should().BeSameAs(result);
        new TwilioTemplateMetadataException("No value.", null).Code.Should().Be(SmsErrorCode.TemplateMetadataError);
        new TwilioLedgerException("The database is down.").IsTransient.Should().BeTrue();
        FluentActions.Invoking(() => SmsModelFactory.SendError(result)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_status_update_can_be_built()
    {
        var update = SmsModelFactory.StatusUpdate("SM1", "undelivered", new Dictionary<string, string> { ["ErrorCode"] = "30003", ["To"] = Good });

        update.Should().BeEquivalentTo(new { MessageSid = "SM1", Status = SmsMessageStatus.Undelivered, ErrorCode = 30003, To = Good });
        SmsModelFactory.StatusUpdate("SM1", "delivered").Status.Should().Be(SmsMessageStatus.Delivered);
    }
}
