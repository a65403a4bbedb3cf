using System.Text;
using System.Text.Json;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Requests;

/// <summary>All that an answer is made of: where it goes, what it is about, what to say. It holds no inputs, so that it may be kept.</summary>
internal sealed record Owed
{
    /// <summary>Where a result goes, without the broker's prefix; null where nobody said.</summary>
    public required string? ResultDestination { get; init; }

    /// <summary>Where an error goes, without the broker's prefix; null where nobody said.</summary>
    public required string? ErrorDestination { get; init; }

    public required string? AppName { get; init; }

    public required string? ServiceFullName { get; init; }

    /// <summary>The context of the request, without its inputs.</summary>
    public required JsonElement Context { get; init; }

    public required SendReport Report { get; init; }

    public static Owed To(IntegrationRequest request, DestinationNames names, SendReport report)
    {
        using var context = WireObject.Parse(request.Context, WriteWithoutVariables);
        return new Owed
        {
            ResultDestination = names.ResultDestination(request.ResultDestination, request.ServiceFullName),
            ErrorDestination = names.ErrorDestination(request.ErrorDestination, request.ServiceFullName),
            AppName = request.AppName,
            ServiceFullName = request.ServiceFullName,
            Context = context.RootElement.Clone(),
            Report = report,
        };
    }

    public string Write() => Encoding.UTF8.GetString(WireObject.Write(this, static (writer, owed) =>
    {
        writer.WriteString("result", owed.ResultDestination);
        writer.WriteString("error", owed.ErrorDestination);
        writer.WriteString("app", owed.AppName);
        writer.WriteString("service", owed.ServiceFullName);
        writer.WritePropertyName("context");
        owed.Context.WriteTo(writer);
        writer.WriteStartArray("fates");
        foreach (var fate in owed.Report.Fates)
        {
            writer.WriteStartObject();
            writer.WriteString("to", fate.To);
            writer.WriteNumber("state", (int)fate.State);
            writer.WriteString("sid", fate.Sid);
            writer.WriteString("code", fate.Code);
            writer.WriteString("message", fate.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (owed.Report.Error is { } failure)
        {
            writer.WriteStartObject("failure");
            writer.WriteBoolean("technical", failure.IsTechnical);
            writer.WriteString("name", failure.Name);
            writer.WriteString("message", failure.Message);
            writer.WriteEndObject();
        }
    }));

    /// <exception cref="JsonException">It is none, or of a version that cannot be read.</exception>
    public static Owed Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var json = document.RootElement;
        try
        {
            return new Owed
            {
                ResultDestination = json.GetProperty("result").GetString(),
                ErrorDestination = json.GetProperty("error").GetString(),
                AppName = json.GetProperty("app").GetString(),
                ServiceFullName = json.GetProperty("service").GetString(),
                Context = json.GetProperty("context").Clone(),
                Report = new SendReport(
                    [.. json.GetProperty("fates").EnumerateArray().Select(ReadFate)],
                    json.TryGetProperty("failure", out var failure) ? ReadError(failure) : null),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw new JsonException("What the ledger keeps of an answer is none.", exception);
        }
    }

    private static Fate ReadFate(JsonElement json) => new(
        json.GetProperty("to").GetString()!,
        (FateState)json.GetProperty("state").GetInt32(),
        json.GetProperty("sid").GetString(),
        json.GetProperty("code").GetString(),
        json.GetProperty("message").GetString());

    private static ReportedError ReadError(JsonElement json) => new(
        json.GetProperty("technical").GetBoolean(), json.GetProperty("name").GetString()!, json.GetProperty("message").GetString()!);

    private static void WriteWithoutVariables(Utf8JsonWriter writer, JsonElement context)
    {
        foreach (var property in context.EnumerateObject())
        {
            if (property.Name is not ("inBoundVariables" or "outBoundVariables"))
            {
                property.WriteTo(writer);
            }
        }
    }
}
