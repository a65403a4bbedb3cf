using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Emulator;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>Whatever comes twice, nobody is texted twice; what nobody can tell is for a person.</summary>
public sealed class SendingOnce : WorkerTest
{
    [Theory, CombinedEngines]
    public async Task A_lock_that_runs_out_while_a_message_is_being_sent_gives_the_job_to_another_worker_and_no_second_message(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), 1, request => request.To == Ann);
        await StartWorkerAsync(engine);
        var job = engine.Create(Inputs(to: Ann));
        await UntilAsync(() => Twilio.Messages.Count == 1);

        await StartWorkerAsync(engine);
        engine.ExpireLock(job);
        await UntilAsync(() => job.Activations == 2);

        await UntilAsync(() => job.State == EngineJobState.Completed);
        ResultOf(job).Should().ContainSingle().Which.Key.Should().Be(Twilio.Messages[0].Sid);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task A_completion_whose_answer_was_lost_is_told_again_or_known_to_be_taken(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        engine.LoseAnswers = 1;
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();
        var next = engine.Create(Inputs(to: Bob));
        await next.EndedAsync();

        job.Ends.Should().Be(1);
        Twilio.Messages.Should().HaveCount(2);
    }

    [Theory, CombinedEngines]
    public async Task A_job_that_comes_again_after_its_completion_was_not_taken_is_completed_with_the_message_of_then(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        engine.FailsOver = string.Empty;
        var first = await StartWorkerAsync(engine);
        var job = engine.Create(Inputs(to: Ann));
        await UntilAsync(() => engine.Requests.Any(request => request.Contains(job.Id)));
        await first.StopAsync();

        engine.FailsOver = null;
        engine.ExpireLock(job);
        await StartWorkerAsync(engine);

        await UntilAsync(() => job.State == EngineJobState.Completed);
        ResultOf(job).Should().ContainSingle().Which.Key.Should().Be(Twilio.Messages[0].Sid);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task A_lost_answer_is_looked_up_while_the_lock_is_extended_and_the_job_completed(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        Twilio.Faults.Add(Fault.ResetAfterRecording(), 1, request => request.To == Ann);
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        job.Failures.Should().BeEmpty();
        job.Activations.Should().Be(1);
        job.Extensions.Should().BePositive("it waited for longer than a third of the lock");
        ResultOf(job).Values.Should().Equal(Ann);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task What_only_a_person_can_tell_is_an_incident_each_time_until_the_person_has(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        Twilio.Faults.Add(Fault.ResetAfterRecording(), 1, request => request.To == Ann);
        var worker = await StartWorkerAsync(engine);
        var job = engine.Create(Inputs(to: Ann));
        await UntilAsync(() => Twilio.Messages.Count == 1);
        await ParkAsync(worker.Ledger);

        await UntilAsync(() => job.State == EngineJobState.Incident);
        job.ErrorCode.Should().BeNull("an error that a diagram catches invites another message");
        job.Failures.Should().ContainSingle().Which.Retries.Should().Be(0);
        job.Failures[0].Message.Should().Contain("person");
        engine.Retry(job);
        await UntilAsync(() => job.State == EngineJobState.Incident);
        Twilio.Messages.Should().ContainSingle();

        await TellAsync(worker.Ledger, Twilio.Messages[0].Sid);
        engine.Retry(job);
        await UntilAsync(() => job.State == EngineJobState.Completed);
        ResultOf(job).Values.Should().Equal(Ann);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task A_worker_that_stops_in_doubt_leaves_the_job_to_the_next_which_goes_by_the_ledger(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        Twilio.Faults.Add(Fault.ResetAfterRecording(), 1, request => request.To == Ann);
        var first = await StartWorkerAsync(engine);
        var job = engine.Create(Inputs(to: Ann));
        await UntilAsync(() => Twilio.Messages.Count == 1);
        await first.StopAsync();
        job.State.Should().Be(EngineJobState.Waiting);
        job.Failures.Should().BeEmpty();

        engine.ExpireLock(job);
        await StartWorkerAsync(engine);

        await UntilAsync(() => job.State == EngineJobState.Completed);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task The_same_text_to_the_same_number_in_another_job_is_another_message(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var (one, two) = (engine.Create(Inputs(to: Ann)), engine.Create(Inputs(to: Ann)));
        await one.EndedAsync();
        await two.EndedAsync();

        Twilio.Messages.Should().HaveCount(2);
        ResultOf(one).Keys.Should().NotBeEquivalentTo(ResultOf(two).Keys);
    }

    // As the list's own doubts would leave it, without the minutes that they take; the list itself must not answer before.
    private async Task ParkAsync(ISendLedger ledger)
    {
        var row = (await RowsAsync(ledger, LedgerState.Claimed)).Should().ContainSingle().Subject;
        await ledger.ReplaceAsync(row, row with { State = LedgerState.Parked, Reason = LedgerReason.Ambiguous, Trace = null }, Stop);
    }

    private async Task TellAsync(ISendLedger ledger, string sid)
    {
        var row = (await RowsAsync(ledger, LedgerState.Parked)).Should().ContainSingle().Subject;
        await ledger.RecordAsync([row with { State = LedgerState.Sent, MessageSid = sid }], Stop);
    }

    private async Task<List<LedgerRow>> RowsAsync(ISendLedger ledger, LedgerState state)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ListAsync(Twilio.AccountSid, state, Stop))
        {
            rows.Add(row);
        }

        return rows;
    }
}
