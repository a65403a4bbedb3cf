using System.Net;
using System.Text.Json;
using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Camunda.Tests.Worker;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Camunda.Tests.Kills;

/// <summary>The worker as a program: sections switch engines on, secrets are files, and it ends without loss.</summary>
public sealed class RunningTheWorker : WorkerTest
{
    [Fact]
    public async Task It_works_for_two_engines_at_once_tells_their_health_and_settles_what_it_sends_when_it_is_told_to_end()
    {
        var (eight, seven) = (await StartEngineAsync(EngineKind.Camunda8), await StartEngineAsync(EngineKind.Camunda7));
        seven.Required = "Basic " + Convert.ToBase64String("demo:from-a-file"u8.ToArray());
        var secrets = Directory.CreateTempSubdirectory("twilio-sms-secrets-");
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "Camunda7__Password"), "from-a-file", Stop);
        var address = Loopback.FreeAddress();
        using var worker = WorkerProcess.Start(Twilio, new Dictionary<string, string>
        {
            ["CAMUNDA_REST_ADDRESS"] = eight.Address.ToString(),
            ["Camunda7__Address"] = seven.Address.ToString(),
            ["Camunda7__UserName"] = "demo",
            ["SecretsFolder"] = secrets.FullName,
            ["Ledger__Sqlite"] = LedgerFile,
            ["ASPNETCORE_URLS"] = address.ToString(),
        });
        using var client = new HttpClient { BaseAddress = address };
        using var ready = await UntilReadyAsync(client);
        foreach (var check in new[] { "camunda8", "camunda7", "twilio-ledger", "twilio" })
        {
            ready.RootElement.GetProperty("checks").GetProperty(check).GetProperty("status").GetString().Should().Be("Healthy", check);
        }

        ready.RootElement.GetProperty("checks").TryGetProperty("rabbitmq", out _).Should().BeFalse("no section says so");
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(2)), 2, request => request.To is Ann or Bob);
        var jobs = new[] { eight.Create(Inputs(to: Ann)), seven.Create(Inputs(to: Bob)) };
        await UntilAsync(() => Twilio.Messages.Count == 2);

        (await worker.TerminateAsync()).Should().Be(0);

        jobs.Should().OnlyContain(job => job.State == EngineJobState.Completed);
        secrets.Delete(recursive: true);
    }

    [Fact]
    public async Task A_lock_that_is_too_short_is_one_line_and_exit_code_2()
    {
        using var worker = WorkerProcess.Start(Twilio, new Dictionary<string, string>
        {
            ["Camunda7__Address"] = "http://localhost:8080",
            ["Camunda7__Lock"] = "60",
            ["Ledger__Sqlite"] = LedgerFile,
            ["ASPNETCORE_URLS"] = Loopback.FreeAddress().ToString(),
        });

        (await worker.EndAsync()).Should().Be(2);
        (await worker.Output).Should().Contain("Camunda7:Lock is 00:01:00 and has to be longer than the 00:07:00").And.NotContain("   at ");
    }

    private static async Task<JsonDocument> UntilReadyAsync(HttpClient client)
    {
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
                }
            }
            catch (HttpRequestException)
            {
                // It has not started yet.
            }

            await Task.Delay(100, Stop);
        }
    }
}
