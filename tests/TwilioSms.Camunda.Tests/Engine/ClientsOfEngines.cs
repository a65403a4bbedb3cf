using System.Text.Json.Nodes;
using TwilioSms.Camunda.Tests.Worker;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Camunda.Tests.Engine;

/// <summary>The engines' own clients for Node know their API from elsewhere than this project does: with them the stand-ins are true.</summary>
public sealed class ClientsOfEngines : WorkerTest
{
    [Theory, CombinedEngines]
    public async Task A_client_that_nobody_here_wrote_does_the_jobs_of_the_stand_in(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        engine.Required = kind == EngineKind.Camunda8 ? "Basic " + Convert.ToBase64String("demo:demo"u8.ToArray()) : null;
        var jobs = new[] { "complete", "error", "incident" }.Select(body => engine.Create(Inputs(body, Ann))).ToList();

        var seen = await NodeProcess.RunAsync(string.Empty, kind == EngineKind.Camunda8 ? "camunda8.js" : "camunda7.js", engine.Address.ToString().TrimEnd('/'));

        seen.EnumerateArray().Select(job => job.GetProperty("variables").GetProperty("smsBody").GetString()).Should()
            .BeEquivalentTo("complete", "error", "incident");
        if (kind == EngineKind.Camunda7)
        {
            var variables = seen[0].GetProperty("variables");
            JsonNode.Parse(variables.GetProperty("smsTo").GetString()!)![0]!.GetValue<string>().Should().Be(Ann, "objects come as their text");
            variables.GetProperty("metadata").GetProperty("name").GetString().Should().Be("Lee");
        }

        jobs.Should().OnlyContain(job => job.Activations == 1);
        jobs[0].State.Should().Be(EngineJobState.Completed);
        jobs[0].Extensions.Should().Be(1);
        JsonNode.DeepEquals(jobs[0].Output, new JsonObject { ["smsResult"] = new JsonObject { ["SM1"] = Ann } }).Should().BeTrue();
        (jobs[1].State, jobs[1].ErrorCode, jobs[1].ErrorMessage).Should().Be((EngineJobState.ErrorThrown, "INVALID_TO_PHONE_NUMBER_ERROR", "no such number"));
        (jobs[2].State, jobs[2].Failures.Single().Message).Should().Be((EngineJobState.Incident, "ask a person"));
    }
}
