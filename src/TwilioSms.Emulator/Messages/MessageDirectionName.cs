namespace TwilioSms.Emulator.Messages;

/// <summary>The names of directions on the wire.</summary>
internal static class MessageDirectionName
{
    public static string Of(EmulatedMessageDirection direction) => direction switch
    {
        EmulatedMessageDirection.OutboundApi => "outbound-api",
        EmulatedMessageDirection.OutboundReply => "outbound-reply",
        EmulatedMessageDirection.Inbound => "inbound",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "No such direction."),
    };

    public static EmulatedMessageDirection? Read(string name) =>
        Enum.GetValues<EmulatedMessageDirection>().Cast<EmulatedMessageDirection?>().FirstOrDefault(direction => Of(direction!.Value) == name);
}
