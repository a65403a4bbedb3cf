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
    public void Every_exception_of_the_connector_can_be_built()
    {
        Exception[] built =
        [
            .. new[] { (400, 21211), (400, 21212), (400, 21408), (401, 20003), (403, 20003), (400, 21617), (500, 20500), (302, (int?)null) }
                .Select(answer => SmsModelFactory.Refusal((HttpStatusCode)answer.Item1, answer.Item2)),
            SmsModelFactory.NoAnswer("No answer.", null),
            SmsModelFactory.MissingInput("To"),
            SmsModelFactory.InvalidInput("To", "It is a list."),
            SmsModelFactory.SegmentLimit(3, 2),
            SmsModelFactory.KeyInDoubt(isUnderWay: true),
            SmsModelFactory.SendCanceled(new SmsResult([]), Stop),
            new TwilioLedgerException("The database is down.", new IOException()),
            new TwilioTemplateSyntaxException("No end.", "main", 1, 2, null),
            new TwilioTemplateMetadataException("No value.", "main", 1, 2, null),
            new TwilioTemplateReadException("No file.", null),
        ];

        built.Select(exception => exception.GetType()).Should().BeEquivalentTo(
            typeof(ISmsSender).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Exception))));
    }

    [Fact]
    public void What_an_exception_is_built_of_it_says()
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
    public async Task Code_that_handles_a_key_is_tested_with_a_mock()
    {
        var inDoubt = SmsModelFactory.Unresolved(
            Bad, SmsUnresolvedReason.InDoubt, TimeSpan.FromSeconds(30), SmsModelFactory.KeyInDoubt(isUnderWay: true));
        var result = new SmsResult([SmsModelFactory.Repeated(Good, "SM1"), inDoubt]);
        var later = new SmsResult([SmsModelFactory.Repeated(Good, "SM1"), SmsModelFactory.Unresolved(Bad, SmsUnresolvedReason.NotYetListed, null)]);
        var sender = new Mock<ISmsSender>();
        sender.Setup(s => s.SendAsync(It.IsAny<SmsMessage>(), It.IsAny<CancellationToken>())).ThrowsAsync(SmsModelFactory.SendError(result));
        sender.Setup(s => s.ResolveAsync(result, It.IsAny<CancellationToken>())).ReturnsAsync(later);

        var send = () => sender.Object.SendAsync(new SmsMessage { IdempotencyKey = "order 7" }, Stop);

        var error = (await send.Should().ThrowAsync<TwilioIdempotencyException>()).Which;
        error.Should().BeEquivalentTo(new { Code = SmsErrorCode.Conflict, IsTransient = true, Result = result });
        error.Result!.Outcomes.Should().BeEquivalentTo(
            [
                new { State = SmsOutcomeState.Sent, IsRepeated = true, MessageSid = (string?)"SM1", UnresolvedReason = (SmsUnresolvedReason?)null },
                new { State = SmsOutcomeState.Unknown, IsRepeated = false, MessageSid = (string?)null, UnresolvedReason = (SmsUnresolvedReason?)SmsUnresolvedReason.InDoubt },
            ]);
        error.Result.Outcomes[1].AskAgainAfter.Should().Be(TimeSpan.FromSeconds(30));
        (await sender.Object.ResolveAsync(result, Stop)).Outcomes[1].UnresolvedReason.Should().Be(SmsUnresolvedReason.NotYetListed);
    }

    [Fact]
    public void Every_conflict_of_a_key_can_be_built()
    {
        var recorded = new SmsResult([SmsModelFactory.Repeated(Good, SmsModelFactory.Refusal(HttpStatusCode.BadRequest, 21610))]);

        SmsModelFactory.KeyOfOtherContent(recorded).Should().BeEquivalentTo(new { IsTransient = false, Result = recorded });
        SmsModelFactory.KeyInDoubt(isUnderWay: false).IsTransient.Should().BeFalse();
        SmsModelFactory.KeyInDoubtElsewhere("AC1", "https://api.ie1.twilio.com").Should().BeEquivalentTo(
            new { NeededAccount = "AC1", NeededEndpoint = "https://api.ie1.twilio.com", IsTransient = false });
        recorded.Outcomes.Single().Should().BeEquivalentTo(new { State = SmsOutcomeState.Failed, IsRepeated = true });
    }

    [Fact]
    public async Task Code_that_sends_many_is_tested_with_a_mock()
    {
        SmsOutcome[] outcomes =
        [
            SmsModelFactory.OfMany(SmsModelFactory.Sent(Good, "SM1"), 0, "order 1"),
            SmsModelFactory.OfMany(SmsModelFactory.NotAttempted(Bad), 1, null),
        ];
        var sender = new Mock<ISmsSender>();
        sender.Setup(s => s.SendManyAsync(It.IsAny<IAsyncEnumerable<SmsMessage>>(), It.IsAny<BulkSendOptions>(), It.IsAny<CancellationToken>()))
            .Returns(outcomes.ToAsyncEnumerable());

        var taken = await sender.Object.SendManyAsync(AsyncEnumerable.Empty<SmsMessage>(), Stop).ToListAsync(Stop);

        taken.Select(outcome => (outcome.MessageIndex, outcome.IdempotencyKey, outcome.State))
            .Should().Equal((0, "order 1", SmsOutcomeState.Sent), (1, null, SmsOutcomeState.NotAttempted));
        SmsModelFactory.Progress(outcomes[1], 2, outcomes).Should().BeEquivalentTo(
            new { Outcome = outcomes[1], MessagesRead = 2L, Sent = 1L, Failed = 0L, Unknown = 0L, NotAttempted = 1L });
    }

    [Fact]
    public async Task Code_that_looks_up_an_interrupted_message_is_tested_with_a_mock()
    {
        SmsResult? asked = null;
        var sender = new Mock<ISmsSender>();
        sender.Setup(s => s.ResolveAsync(It.IsAny<SmsResult>(), It.IsAny<CancellationToken>()))
            .Callback((SmsResult result, CancellationToken _) => asked = result)
            .ReturnsAsync(new SmsResult([SmsModelFactory.Sent(Good, "SM1")]));

        var resolved = await sender.Object.ResolveAsync(new SmsMessage { To = [Good] }, DateTimeOffset.UnixEpoch, Stop);

        resolved.AllSent.Should().BeTrue();
        asked!.Outcomes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { To = Good, State = SmsOutcomeState.Unknown });
    }

    [Fact]
    public void A_status_update_can_be_built()
    {
        var update = SmsModelFactory.StatusUpdate("SM1", "undelivered", new Dictionary<string, string> { ["ErrorCode"] = "30003", ["To"] = Good });

        update.Should().BeEquivalentTo(new { MessageSid = "SM1", Status = SmsMessageStatus.Undelivered, ErrorCode = 30003, To = Good });
        SmsModelFactory.StatusUpdate("SM1", "delivered").Status.Should().Be(SmsMessageStatus.Delivered);
    }
}
