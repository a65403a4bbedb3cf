using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioSms.Emulator;

namespace TwilioSms.ProcessDemo;

/// <summary>Four things that happen to a SEND_SMS task, and what the process hears of each.</summary>
internal static class Demo
{
    public static async Task RunAsync(Uri? broker, CancellationToken cancellationToken)
    {
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: cancellationToken);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();

        // Short times, so that what is in doubt is soon found out; the defaults are for a real network.
        var connector = builder.Services.AddTwilioConnector(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(2);
            options.ListDelay = TimeSpan.FromSeconds(1);
        }).UseEmulator(twilio);
        if (broker is not null)
        {
            connector.AddActivitiWorker(options => options.BrokerUri = broker);
        }

        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        await using IProcessEngine engine = broker is null
            ? new InProcessEngine(host.Services)
            : await RabbitEngine.ConnectAsync(broker, cancellationToken);
        if (broker is not null)
        {
            await UntilWorkerIsReadyAsync(host.Services, cancellationToken);
        }

        Console.WriteLine($"Twilio, emulated: {twilio.BaseAddress}    broker: {broker?.Host ?? "none, the stand-in calls the worker itself"}");
        await TellAsync(engine, twilio, cancellationToken);
        Console.WriteLine();
        Console.WriteLine("The phones:");
        foreach (var message in twilio.Messages)
        {
            Console.WriteLine($"  {message.To}  {message.Body}");
        }

        await host.StopAsync(cancellationToken);
    }

    private static async Task TellAsync(IProcessEngine engine, TwilioEmulator twilio, CancellationToken cancellationToken)
    {
        var request = Request("order-1", "+14155550111,+14155550122");
        await AskAsync("Two numbers, one template", request);
        await AskAsync("The same request once more, as after a worker's death: nobody is texted twice", request);
        await AskAsync("A number that is none: the boundary event catches the error by its name", Request("order-2", "+15005550001"));
        twilio.Faults.Add(Fault.ResetAfterRecording(), 1, one => one.To == "+14155550133");
        await AskAsync("Twilio's answer is lost: the task waits until Twilio's list tells", Request("order-3", "+14155550133"));

        async Task AskAsync(string title, JsonObject asked)
        {
            Console.WriteLine();
            Console.WriteLine($"-- {title}");
            Describe(await engine.AskAsync(asked, cancellationToken));
        }
    }

    private static void Describe(JsonElement answer)
    {
        if (answer.TryGetProperty("errorClassName", out var name))
        {
            var isBpmn = name.GetString()!.EndsWith(".CloudBpmnError", StringComparison.Ordinal);
            Console.WriteLine($"   {(isBpmn ? "BPMN error" : "technical error")} {answer.GetProperty("errorCode")}: {answer.GetProperty("errorMessage")}");
        }
        else
        {
            var output = answer.GetProperty("integrationContext").GetProperty("outBoundVariables").GetProperty("smsResult");
            Console.WriteLine($"   smsResult = {output.GetProperty("value").GetString()}");
        }
    }

    private static JsonObject Request(string id, string to) => new()
    {
        ["appName"] = "demo",
        ["serviceFullName"] = "process-demo",
        ["integrationContext"] = new JsonObject
        {
            ["id"] = $"{id}-{Environment.ProcessId}",
            ["processInstanceId"] = id,
            ["executionId"] = $"{id}-{Environment.ProcessId}",
            ["clientId"] = "Task_SendSms",
            ["connectorType"] = "twilio-connector.SEND_SMS",
            ["inBoundVariables"] = new JsonObject
            {
                ["smsFrom"] = Typed("string", "+15005550006"),
                ["smsTo"] = Typed("string", to),
                ["smsBody"] = Typed("string", "Hello ${name}, your parcel is on its way."),
                ["metadata"] = Typed("json", "{\"name\":\"Ann\"}"),
            },
        },
        ["resultDestination"] = "integrationResult_process-demo",
        ["errorDestination"] = "integrationError_process-demo",
    };

    private static JsonObject Typed(string type, string value) => new() { ["type"] = type, ["value"] = value };

    private static async Task UntilWorkerIsReadyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var health = services.GetRequiredService<HealthCheckService>();
        while ((await health.CheckHealthAsync(check => check.Name == "rabbitmq", cancellationToken)).Status != HealthStatus.Healthy)
        {
            await Task.Delay(100, cancellationToken);
        }
    }
}
