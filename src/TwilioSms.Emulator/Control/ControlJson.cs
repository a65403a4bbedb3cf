using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Inbox;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Control;

/// <summary>What the control API, the page and the client say to each other.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(StatusConverter), typeof(DirectionConverter), typeof(FaultKindConverter)])]
[JsonSerializable(typeof(InboxStart))]
[JsonSerializable(typeof(List<InboxLine>))]
[JsonSerializable(typeof(FaultSwitches.Positions))]
[JsonSerializable(typeof(EmulatedMessage))]
[JsonSerializable(typeof(ArchivedMessage))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(NewMessage))]
[JsonSerializable(typeof(ScheduledFault))]
[JsonSerializable(typeof(DeliverAs))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(ClockForward))]
[JsonSerializable(typeof(ClockTime))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(string))]
internal sealed partial class ControlJson : JsonSerializerContext;

internal sealed record MessageList(IReadOnlyList<EmulatedMessage> Messages);

/// <summary>What a phone writes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewMessage(string From, string To, string Body = "", IReadOnlyList<string>? Media = null);

/// <summary>The code that messages to a number fail with; null for none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeliverAs(int? ErrorCode = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClockForward(double ForwardSeconds);

internal sealed record ClockTime(DateTimeOffset Now);

/// <summary>Why a request to the control API was refused.</summary>
internal sealed record Problem(string Error);

internal sealed class StatusConverter : JsonConverter<EmulatedMessageStatus>
{
    public override EmulatedMessageStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MessageStatusName.Read(reader.GetString() ?? "") ?? throw new JsonException("There is no such status.");

    public override void Write(Utf8JsonWriter writer, EmulatedMessageStatus value, JsonSerializerOptions options) =>
        writer.WriteStringValue(MessageStatusName.Of(value));
}

internal sealed class DirectionConverter : JsonConverter<EmulatedMessageDirection>
{
    public override EmulatedMessageDirection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MessageDirectionName.Read(reader.GetString() ?? "") ?? throw new JsonException("There is no such direction.");

    public override void Write(Utf8JsonWriter writer, EmulatedMessageDirection value, JsonSerializerOptions options) =>
        writer.WriteStringValue(MessageDirectionName.Of(value));
}

internal sealed class FaultKindConverter() : JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
