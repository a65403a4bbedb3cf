using TwilioSms.Activiti.Tests.Engine;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Activiti.Tests.Worker;

/// <summary>A request that comes again: as it was, or made anew by the same execution.</summary>
public sealed class ReplayingRequests(RabbitServer server) : WorkerTest(server)
{
    private const string Ann = "+15558675310";
    private const string Bob = "+15558675311";

    [Fact]
    public async Task A_request_that_comes_again_is_answered_again_and_texts_nobody_twice()
    {
        await StartWorkerAsync();
        var request = RuntimeBundle.Request();
        var first = await Engine.AskAsync(request);

        var second = await Engine.AskAsync(request);

        second.SmsResult.Should().BeEquivalentTo(first.SmsResult);
        Twilio.Messages.Should().HaveCount(2);
    }

    [Fact]
    public async Task After_a_result_the_same_execution_texts_again()
    {
        await StartWorkerAsync();
        await Engine.AskAsync(RuntimeBundle.Request(execution: "loop", to: [Ann]));

        var second = await Engine.AskAsync(RuntimeBundle.Request(execution: "loop", to: [Ann]));

        second.IsResult.Should().BeTrue();
        Twilio.Messages.Should().HaveCount(2);
    }

    [Fact]
    public async Task After_an_error_the_same_execution_texts_only_those_that_were_not()
    {
        await StartWorkerAsync();
        Twilio.Faults.Add(Fault.RespondError(21612), 1, request => request.To == Bob);
        (await Engine.AskAsync(RuntimeBundle.Request(execution: "again", to: [Ann, Bob]))).IsBpmnError.Should().BeTrue();

        // Whoever replays may have mended the text.
        var second = await Engine.AskAsync(RuntimeBundle.Request(execution: "again", to: [Ann, Bob], body: "Good day"));

        second.IsResult.Should().BeTrue();
        second.SmsResult.Values.Should().Equal(Ann, Bob);
        Twilio.Messages.Select(message => (message.To, message.Body)).Should().BeEquivalentTo([(Ann, "Hello Lee"), (Bob, "Good day")]);

        // And then it is a new send again.
        (await Engine.AskAsync(RuntimeBundle.Request(execution: "again", to: [Ann]))).IsResult.Should().BeTrue();
        Twilio.Messages.Should().HaveCount(3);
    }

    [Fact]
    public async Task An_old_request_that_comes_again_late_does_not_text_again()
    {
        await StartWorkerAsync();
        Twilio.Faults.Add(Fault.RespondError(21612), 1, request => request.To == Bob);
        var failed = RuntimeBundle.Request(execution: "late", to: [Ann, Bob]);
        await Engine.AskAsync(failed);
        await Engine.AskAsync(RuntimeBundle.Request(execution: "late", to: [Ann, Bob]));

        await Engine.PublishAsync(failed);

        (await Engine.AskAsync(RuntimeBundle.Request(to: [Ann]))).IsResult.Should().BeTrue();
        Twilio.Messages.Should().HaveCount(3, "the third is of the request after");
    }

    [Fact]
    public async Task Of_several_executions_each_has_its_own_messages()
    {
        await StartWorkerAsync();
        Twilio.Faults.Add(Fault.RespondError(21612), 1, request => request.To == Ann);
        await Engine.AskAsync(RuntimeBundle.Request(execution: "one", to: [Ann]));

        (await Engine.AskAsync(RuntimeBundle.Request(execution: "two", to: [Ann]))).IsResult.Should().BeTrue();
        (await Engine.AskAsync(RuntimeBundle.Request(execution: "one", to: [Ann]))).IsResult.Should().BeTrue();

        Twilio.Messages.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_request_in_doubt_is_acknowledged_and_answered_once_the_list_shows_the_message()
    {
        var worker = await StartWorkerAsync();
        Twilio.Faults.Add(Fault.ResetAfterRecording(), 1, request => request.To == Bob);
        var request = RuntimeBundle.Request(to: [Ann, Bob]);
        await Engine.PublishAsync(request);

        await UntilAsync(async () => (await OwedAsync(worker, request)) is not null);
        await UntilAsync(async () => await RuntimeBundle.CountAsync(worker, Server) == 0);
        var kept = (await OwedAsync(worker, request))!.Answer;
        kept.Should().NotContain("Hello").And.NotContain("fullName").And.NotContain("inBoundVariables");

        var answer = await Engine.NextAsync();
        answer.IsResult.Should().BeTrue();
        answer.SmsResult.Values.Should().Equal(Ann, Bob);
        answer.Context.TryGetProperty("inBoundVariables", out _).Should().BeFalse();
        Twilio.Messages.Should().HaveCount(2);
        await UntilAsync(async () => (await OwedAsync(worker, request))?.Answer is null);
    }

    [Fact]
    public async Task What_only_a_person_can_tell_is_a_technical_error_each_time_until_the_person_has()
    {
        var worker = await StartWorkerAsync();
        Twilio.Faults.Add(Fault.ResetAfterRecording(), 1, request => request.To == Bob);
        var request = RuntimeBundle.Request(execution: "parked", to: [Ann, Bob]);
        await Engine.PublishAsync(request);
        await UntilAsync(async () => await OwedAsync(worker, request) is not null);
        await ParkAsync(worker.Ledger);

        var first = await Engine.NextAsync();
        first.IsTechnicalError.Should().BeTrue("an error that a diagram catches invites another message");
        first.ErrorMessage.Should().Contain("person");
        var second = await Engine.AskAsync(RuntimeBundle.Request(execution: "parked", to: [Ann, Bob]));
        second.IsTechnicalError.Should().BeTrue();
        second.ErrorMessage.Should().Be(first.ErrorMessage);
        Twilio.Messages.Should().HaveCount(2);

        await TellAsync(worker.Ledger, Twilio.Messages.Single(message => message.To == Bob).Sid);
        var third = await Engine.AskAsync(RuntimeBundle.Request(execution: "parked", to: [Ann, Bob]));
        third.SmsResult.Values.Should().Equal(Ann, Bob);
        Twilio.Messages.Should().HaveCount(2);
    }

    private static async Task<AnswerRow?> OwedAsync(WorkerHost worker, System.Text.Json.Nodes.JsonObject request) => (await worker.Answers.FindAsync(
        worker.Queue, request["integrationContext"]!["id"]!.GetValue<string>(), string.Empty, Stop)).SingleOrDefault();

    // As the list's own doubts would leave it, without the minutes that they take; the list itself must not answer before.
    private async Task ParkAsync(ISendLedger ledger)
    {
        var row = await SingleAsync(ledger, LedgerState.Claimed);
        await ledger.ReplaceAsync(row, row with { State = LedgerState.Parked, Reason = LedgerReason.Ambiguous, Trace = null }, Stop);
    }

    private async Task TellAsync(ISendLedger ledger, string sid)
    {
        var row = await SingleAsync(ledger, LedgerState.Parked);
        await ledger.RecordAsync([row with { State = LedgerState.Sent, MessageSid = sid }], Stop);
    }

    private async Task<LedgerRow> SingleAsync(ISendLedger ledger, LedgerState state)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ListAsync(Twilio.AccountSid, state, Stop))
        {
            rows.Add(row);
        }

        return rows.Should().ContainSingle().Subject;
    }
}
