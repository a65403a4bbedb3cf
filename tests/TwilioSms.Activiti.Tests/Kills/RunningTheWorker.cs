using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TwilioSms.Activiti.Tests.Engine;
using TwilioSms.Activiti.Tests.Worker;
using TwilioSms.Emulator;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Activiti.Tests.Kills;

/// <summary>The worker as a program: configuration only, health, and an end without loss.</summary>
public sealed class RunningTheWorker(RabbitServer server) : WorkerTest(server)
{
    private const string Ann = "+15558675310";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-sms-worker-");

    [Fact]
    public async Task It_answers_tells_its_health_and_finishes_what_it_sends_when_it_is_told_to_end()
    {
        var address = FreeAddress();
        using var worker = WorkerProcess.Start(Twilio, Settings(address));
        using var client = new HttpClient { BaseAddress = address };
        using var ready = await UntilReadyAsync(client);
        foreach (var check in new[] { "rabbitmq", "twilio-ledger", "twilio" })
        {
            ready.RootElement.GetProperty("checks").GetProperty(check).GetProperty("status").GetString().Should().Be("Healthy", check);
        }

        (await client.GetAsync(new Uri("/health/live", UriKind.Relative), Stop)).StatusCode.Should().Be(HttpStatusCode.OK);
        Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(2)), 1, request => request.To == Ann);
        await Engine.PublishAsync(RuntimeBundle.Request(to: [Ann]));
        await UntilAsync(() => Task.FromResult(Twilio.Messages.Count == 1));

        (await worker.TerminateAsync()).Should().Be(0);

        (await Engine.NextAsync()).SmsResult.Values.Should().Equal(Ann);
    }

    [Fact]
    public async Task Secrets_come_from_files()
    {
        var secrets = folder.CreateSubdirectory("secrets");
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "ACT_RABBITMQ_URI"), Broker.ToString(), Stop);
        var address = FreeAddress();
        var settings = Settings(address);
        settings.Remove("ACT_RABBITMQ_URI");
        settings["SecretsFolder"] = secrets.FullName;
        using var worker = WorkerProcess.Start(Twilio, settings);
        using var client = new HttpClient { BaseAddress = address };
        using var ready = await UntilReadyAsync(client);

        (await Engine.AskAsync(RuntimeBundle.Request(to: [Ann]))).IsResult.Should().BeTrue();
    }

    [Theory]
    [InlineData("ACT_RABBITMQ_URI", null, "There is no engine to work for")]
    [InlineData("Ledger__PostgreSql", "Host=127.0.0.1", "are both set")]
    [InlineData("Activiti__Concurrency", "many", "Activiti:Concurrency is not a whole number.")]
    public async Task What_is_wrong_with_its_configuration_is_one_line_and_exit_code_2(string name, string? value, string said)
    {
        var settings = Settings(FreeAddress());
        settings.Remove(value is null ? "Activiti__RabbitPrefix" : string.Empty);
        settings.Remove(name);
        if (value is not null)
        {
            settings[name] = value;
        }

        using var worker = WorkerProcess.Start(Twilio, settings);

        (await worker.EndAsync()).Should().Be(2);
        (await worker.Output).Should().Contain(said).And.NotContain("   at ");
    }

    private static async Task<JsonDocument> UntilReadyAsync(HttpClient client)
    {
        JsonDocument? ready = null;
        await UntilAsync(async () =>
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
                ready = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return ready!;
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private Dictionary<string, string> Settings(Uri address) => new()
    {
        ["ACT_RABBITMQ_URI"] = Broker.ToString(),
        ["Activiti__RabbitPrefix"] = Prefix,
        ["Ledger__Sqlite"] = Path.Combine(folder.FullName, "ledger.db"),
        ["ASPNETCORE_URLS"] = address.ToString(),
    };
}
