using System.Text.Json;
using TwilioSms.Camunda.Dialects;

namespace TwilioSms.Camunda.Messages;

/// <inheritdoc cref="IProcessMessages"/>
internal sealed class ProcessMessages(IEngine engine, JobWorkerOptions options) : IProcessMessages
{
    public Task PublishAsync(SmsStatusUpdate report, string? correlation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);

        // A message has several reports: its SID alone would be one to the engine.
        return engine.PublishAsync(
            new ProcessMessage(
                NameOf(options.ReportMessage, nameof(options.ReportMessage)),
                Key(correlation, report.To),
                $"{report.MessageSid}/{report.StatusText}",
                "smsReport",
                Write(("messageSid", report.MessageSid), ("status", report.StatusText), ("to", report.To), ("from", report.From), ("errorCode", report.ErrorCode))),
            cancellationToken);
    }

    public Task PublishAsync(SmsIncomingMessage reply, string? correlation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return engine.PublishAsync(
            new ProcessMessage(
                NameOf(options.ReplyMessage, nameof(options.ReplyMessage)),
                Key(correlation, reply.From),
                reply.MessageSid,
                "smsReply",
                Write(("messageSid", reply.MessageSid), ("from", reply.From), ("to", reply.To), ("body", reply.Body))),
            cancellationToken);
    }

    private static string NameOf(string? name, string option) =>
        name ?? throw new InvalidOperationException($"{option} is not set: it is the name of the message that a process waits for.");

    private static string Key(string? correlation, string? number) => string.IsNullOrEmpty(correlation) ? number ?? string.Empty : correlation;

    private static string Write(params ReadOnlySpan<(string Name, object? Value)> values) =>
        System.Text.Encoding.UTF8.GetString(Engines.WireObject.Write(values.ToArray(), static (writer, values) =>
        {
            foreach (var (name, value) in values)
            {
                Write(writer, name, value);
            }
        }));

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        if (value is int number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteString(name, (string?)value);
        }
    }
}

/// <summary>A message as engines correlate it.</summary>
/// <param name="Name">What a process waits for.</param>
/// <param name="CorrelationKey">Which process.</param>
/// <param name="Id">By which an engine knows a message that comes twice.</param>
/// <param name="Variable">The variable that comes with it.</param>
/// <param name="Value">Its value, JSON.</param>
internal sealed record ProcessMessage(string Name, string CorrelationKey, string Id, string Variable, string Value)
{
    /// <summary>The name and the id, without number and text.</summary>
    public override string ToString() => $"{Name} {Id}";
}
