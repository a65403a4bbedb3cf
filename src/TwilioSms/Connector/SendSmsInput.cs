using System.Text.Json;

namespace TwilioSms;

/// <summary>The inputs of SEND_SMS, and the message that they describe.</summary>
internal static class SendSmsInput
{
    private static readonly InputParameter<string> From = new(
        "smsFrom", InputTypes.Text, isRequired: true, "The phone number the SMS will be sent from.");

    private static readonly InputParameter<IReadOnlyList<string>> To = new(
        "smsTo", InputTypes.TextList, isRequired: true, "The list of numbers the SMS will be sent to.");

    private static readonly InputParameter<string> Body = new(
        "smsBody",
        InputTypes.Text,
        isRequired: true,
        "The contents of the SMS. The message supports Freemarker syntax, for example `${fullName.lastName}` can be used from the "
        + "`metadata` parameter to include variables.");

    private static readonly InputParameter<SmsMetadata> Metadata = new(
        "metadata",
        InputTypes.Object,
        isRequired: false,
        "Metadata to be used by the `smsBody` parameter to include process variables in a message.");

    public static IReadOnlyList<ConnectorParameter> Parameters { get; } = [From, To, Body, Metadata];

    public static SmsMessage Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var json = InputTypes.ParseJson(input, "input");
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw InputTypes.WrongType("input", json.ValueKind, "an object");
        }

        return new SmsMessage { From = From.Read(json), To = To.Read(json)!, Body = Body.Read(json), Metadata = Metadata.Read(json) };
    }
}
