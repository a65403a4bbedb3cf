using Microsoft.Extensions.Diagnostics.HealthChecks;
using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Emulator;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>Engines that are busy, closed, gone, or need to know who asks; and an end without loss.</summary>
public sealed class UsingTheEngine : WorkerTest
{
    [Theory, CombinedEngines]
    public async Task An_engine_that_has_too_much_to_do_is_left_alone_for_longer_each_time_and_the_job_is_done_after(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        engine.BusyFor = 2;
        var worker = await StartWorkerAsync(engine);
        await worker.UntilAsync(HealthStatus.Degraded);

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        (await worker.HealthAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Theory, CombinedEngines]
    public async Task A_settlement_that_meets_an_engine_with_too_much_to_do_is_told_again(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), 1, request => request.To == Ann);
        await StartWorkerAsync(engine);
        var job = engine.Create(Inputs(to: Ann));
        await UntilAsync(() => Twilio.Messages.Count == 1);

        engine.BusyFor = 2;
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        job.Activations.Should().Be(1);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task An_engine_that_fails_over_every_result_gets_an_incident_and_nobody_a_second_message(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        engine.FailsOver = kind == EngineKind.Camunda8 ? "/completion" : "/complete";
        await StartWorkerAsync(engine, options => options.Lock = TimeSpan.FromMinutes(1));

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Incident);
        job.Failures.Should().ContainSingle().Which.Message.Should().Contain("sends nothing twice");
        engine.FailsOver = null;
        engine.Retry(job);
        await UntilAsync(() => job.State == EngineJobState.Completed);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task A_password_opens_the_engine_and_a_wrong_one_is_told(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        engine.Required = "Basic " + Convert.ToBase64String("demo:pässword"u8.ToArray());
        var wrong = await StartWorkerAsync(engine, options => (options.UserName, options.Password) = ("demo", "wrong"));
        await wrong.UntilAsync(HealthStatus.Unhealthy);
        while (!(await wrong.HealthAsync()).Description!.Contains("credentials", StringComparison.Ordinal))
        {
            await Task.Delay(50, Stop);
        }

        await StartWorkerAsync(engine, options => (options.UserName, options.Password) = ("demo", "pässword"));

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();
        job.State.Should().Be(EngineJobState.Completed);
    }

    [Fact]
    public async Task A_client_of_Camunda_8_signs_in_once_and_again_when_its_token_is_no_longer_taken()
    {
        var engine = (Camunda8Cluster)await StartEngineAsync(EngineKind.Camunda8);
        engine.Required = "Bearer nobody has it yet";
        await StartWorkerAsync(engine, SignIn);
        var first = engine.Create(Inputs(to: Ann));
        await first.EndedAsync();
        engine.TokensGiven.Should().Be(1);

        engine.Required = "Bearer another";
        var second = engine.Create(Inputs(to: Bob));
        await second.EndedAsync();

        second.State.Should().Be(EngineJobState.Completed);
        engine.TokensGiven.Should().Be(2);

        void SignIn(JobWorkerOptions options)
        {
            var camunda = (Camunda8WorkerOptions)options;
            (camunda.ClientId, camunda.ClientSecret) = ("worker", "secret");
            camunda.TokenAddress = new Uri(engine.Address, "oauth/token");
        }
    }

    [Fact]
    public async Task With_leases_of_Camunda_8_a_job_is_done_and_extended()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda8);
        Twilio.Faults.Add(Fault.ResetAfterRecording(), 1, request => request.To == Ann);
        await StartWorkerAsync(engine, options => ((Camunda8WorkerOptions)options).UseLeases = true);

        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        job.LeaseToken.Should().NotBeNull();
        job.Extensions.Should().BePositive();
    }

    [Theory, CombinedEngines]
    public async Task An_engine_that_was_gone_is_found_again(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        var worker = await StartWorkerAsync(engine);
        await worker.UntilAsync(HealthStatus.Healthy);
        await engine.GoDownAsync();
        await worker.UntilAsync(HealthStatus.Unhealthy);

        await engine.StartAsync();
        var job = engine.Create(Inputs(to: Ann));
        await job.EndedAsync();

        job.State.Should().Be(EngineJobState.Completed);
        Twilio.Messages.Should().ContainSingle();
    }

    [Theory, CombinedEngines]
    public async Task A_worker_that_stops_finishes_what_it_sends_and_gives_back_what_it_has_not_begun(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        var jobs = Enumerable.Range(0, 4).Select(n => engine.Create(Inputs(to: $"+1555867530{n}"))).ToList();
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), int.MaxValue, request => request.To is not null);
        var worker = await StartWorkerAsync(engine, options => (options.Concurrency, options.MaxJobs) = (1, 4));
        await UntilAsync(() => Twilio.Messages.Count > 0);
        jobs.Should().OnlyContain(job => job.Activations == 1);

        await worker.StopAsync();

        var done = jobs.Where(job => job.State == EngineJobState.Completed).ToList();
        done.Should().HaveCount(Twilio.Messages.Count).And.HaveCountLessThan(jobs.Count);
        var left = jobs.Except(done).ToList();
        left.Should().OnlyContain(job => job.State == EngineJobState.Waiting && job.Worker == null && job.Retries == 3);
    }
}
