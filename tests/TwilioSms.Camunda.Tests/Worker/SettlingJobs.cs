using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>Jobs out, results, errors and failures in, by sockets.</summary>
public sealed class SettlingJobs : WorkerTest
{
    [Theory, CombinedEngines]
    public async Task A_job_is_sent_and_completed_with_each_message_and_its_number(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(to: [Ann, Bob]));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        ResultOf(job).Should().BeEquivalentTo(Twilio.Messages.ToDictionary(message => message.Sid, message => message.To));
        Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(Ann, Bob);
        Twilio.Messages.Should().OnlyContain(message => message.Body == "Hello Lee" && message.From == "+15005550006");
    }

    [Theory, CombinedEngines]
    public async Task A_refusal_is_a_BPMN_error_by_its_name(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(to: "+15005550001"));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.ErrorThrown);
        job.ErrorCode.Should().Be("INVALID_TO_PHONE_NUMBER_ERROR");
        job.ErrorMessage.Should().NotContain("15005550001");
        job.Output.Should().BeEmpty();
    }

    [Theory, CombinedEngines]
    public async Task What_was_sent_beside_a_refusal_comes_with_the_error(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(to: [Ann, "+15005550001"]));
        await job.EndedAsync();

        job.ErrorCode.Should().Be("INVALID_TO_PHONE_NUMBER_ERROR");
        ResultOf(job).Values.Should().Equal(Ann);
    }

    [Theory, CombinedEngines]
    public async Task An_input_that_is_missing_or_a_template_that_is_none_is_a_BPMN_error(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);
        var without = Inputs(to: Ann);
        without.Remove("smsBody");

        var missing = engine.Create(without);
        var broken = engine.Create(Inputs("Hello ${", Ann));
        await missing.EndedAsync();
        await broken.EndedAsync();

        missing.ErrorCode.Should().Be("MISSING_INPUT");
        broken.ErrorCode.Should().Be("TEMPLATE_SYNTAX_ERROR");
        Twilio.Messages.Should().BeEmpty();
    }

    [Theory, CombinedEngines]
    public async Task What_passes_is_a_failure_with_one_try_less_and_a_pause_and_then_it_is_sent(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);
        Twilio.Faults.Add(Fault.TooManyRequests(), 2, request => request.To == Bob);

        var job = engine.Create(Inputs(to: [Ann, Bob]), retries: kind == EngineKind.Camunda8 ? 3 : null);
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        job.Failures.Select(failure => (failure.Retries, failure.Pause)).Should().Equal((2, 400), (1, 800));
        job.Failures.Should().OnlyContain(failure => failure.Message.StartsWith("SERVICE_UNAVAILABLE: ") && !failure.Message.Contains(Bob));
        job.ErrorCode.Should().BeNull();
        ResultOf(job).Values.Should().Equal(Ann, Bob);
        Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(Ann, Bob);
    }

    [Theory, CombinedEngines]
    public async Task What_does_not_pass_while_there_are_tries_is_an_incident_and_is_sent_when_a_person_has_it_run_again(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);
        Twilio.Faults.Add(Fault.TooManyRequests(), 1, request => request.To == Ann);

        var job = engine.Create(Inputs(to: Ann), retries: 1);
        await UntilAsync(() => job.State == EngineJobState.Incident);
        job.ErrorCode.Should().BeNull();
        engine.Retry(job);

        await UntilAsync(() => job.State == EngineJobState.Completed);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task Inputs_that_were_mended_text_only_those_that_were_not_texted(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);
        Twilio.Faults.Add(Fault.TooManyRequests(), 1, request => request.To == Bob);
        var job = engine.Create(Inputs(to: [Ann, Bob]), retries: 1);
        await UntilAsync(() => job.State == EngineJobState.Incident);

        engine.Retry(job, Inputs("Good day", Ann, Bob));

        await UntilAsync(() => job.State == EngineJobState.Completed);
        ResultOf(job).Values.Should().Equal(Ann, Bob);
        Twilio.Messages.Select(message => (message.To, message.Body)).Should().BeEquivalentTo([(Ann, "Hello Lee"), (Bob, "Good day")]);
    }

    [Theory, CombinedEngines]
    public async Task Only_the_inputs_of_the_action_are_asked_for_and_other_types_are_left_alone(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var other = engine.Create(Inputs(to: Ann), type: "twilio-connector.CALL");
        var job = engine.Create(Inputs("${.data_model?keys?join(' ')}", Ann));
        await job.EndedAsync();

        Twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("name");
        other.Activations.Should().Be(0);
    }

    [Theory, CombinedEngines]
    public async Task The_send_and_its_request_are_parts_of_the_trace_of_the_job(EngineKind kind)
    {
        using var spans = new EndedSpans();
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        await UntilAsync(() => spans.All.Any(span => (string?)span.GetTagItem("messaging.message.id") == job.Id));
        var process = spans.All.Single(span => (string?)span.GetTagItem("messaging.message.id") == job.Id);
        spans.All.Where(span => span.TraceId == process.TraceId).Select(span => span.OperationName).Should().BeEquivalentTo("POST", "send", "process");
    }

    [Theory, CombinedEngines]
    public async Task Half_a_character_in_a_variable_is_told_and_not_a_loop(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        await StartWorkerAsync(engine);

        var job = engine.Create(Inputs(StandIn.HalfCharacter, Ann));
        await job.EndedAsync();

        job.State.Should().NotBe(EngineJobState.Completed);
        job.Activations.Should().Be(1);
        await engine.Create(Inputs(to: Bob)).EndedAsync();
        Twilio.Messages.Should().ContainSingle().Which.To.Should().Be(Bob);
    }
}
