using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace TwilioSms.Activiti.Tests.Engine;

/// <summary>An answer as a runtime bundle reads it, by the contract and by nothing of the worker's own.</summary>
internal sealed record EngineAnswer(string Id, string? ClientId, string? ExecutionId, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    private const string BpmnErrorClass = "org.activiti.cloud.api.process.model.CloudBpmnError";

    /// <summary>Whether a boundary event catches it.</summary>
    public bool IsBpmnError => Body.TryGetProperty("errorClassName", out var name) && name.GetString() == BpmnErrorClass;

    public bool IsTechnicalError => Body.TryGetProperty("errorClassName", out var name) && name.GetString() != BpmnErrorClass;

    public bool IsResult => !Body.TryGetProperty("errorClassName", out _);

    /// <summary>What the boundary event is caught by.</summary>
    public string? ErrorCode => Body.GetProperty("errorCode").GetString();

    public string ErrorMessage => Body.GetProperty("errorMessage").GetString()!;

    public JsonElement Context => Body.GetProperty("integrationContext");

    /// <summary>The output of the action: messages by SID and the number each went to.</summary>
    public IReadOnlyDictionary<string, string> SmsResult
    {
        get
        {
            var variable = Context.GetProperty("outBoundVariables").GetProperty("smsResult");
            variable.GetProperty("type").GetString().Should().Be("json");
            using var value = JsonDocument.Parse(variable.GetProperty("value").GetString()!);
            return value.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!);
        }
    }

    /// <summary>Reads an answer, and refuses what an engine would stumble over.</summary>
    public static EngineAnswer Read(ReadOnlyMemory<byte> body, IReadOnlyBasicProperties properties)
    {
        properties.ContentType.Should().Be("application/json");
        properties.DeliveryMode.Should().Be(DeliveryModes.Persistent);
        var headers = properties.Headers!
            .Where(header => header.Value is byte[])
            .ToDictionary(header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!));
        headers.Should().NotContainKeys("connectorType", "spring.cloud.function.destination");
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement.Clone();
        var context = json.GetProperty("integrationContext");
        context.GetProperty("outBoundVariables").ValueKind.Should().Be(JsonValueKind.Object);
        foreach (var output in context.GetProperty("outBoundVariables").EnumerateObject())
        {
            output.Value.GetRawText().Should().NotContain("${", "an engine takes it for an expression and refuses it");
        }

        if (json.TryGetProperty("errorClassName", out var name))
        {
            name.GetString().Should().NotBeNullOrEmpty();
            json.GetProperty("errorMessage").GetString().Should().NotBeNull();
            json.GetProperty("errorMessage").GetString()!.Length.Should().BeLessThanOrEqualTo(255);
            json.GetProperty("stackTraceElements").ValueKind.Should().Be(JsonValueKind.Array);
            json.TryGetProperty("errorCode", out _).Should().BeTrue();
        }

        return new EngineAnswer(context.GetProperty("id").GetString()!, Text(context, "clientId"), Text(context, "executionId"), json, headers);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
