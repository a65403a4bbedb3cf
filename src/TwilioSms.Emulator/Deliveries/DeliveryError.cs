namespace TwilioSms.Emulator.Deliveries;

/// <summary>Why a message that was accepted is not delivered, in the words of Twilio's error dictionary.</summary>
internal static class DeliveryError
{
    public const int Landline = 30006;
    public const int ValidityPeriodExpired = 30036;

    /// <summary>What a delivery can fail with.</summary>
    public const string Codes = "20504, from 30000 to 30999 or from 63000 to 63999";

    private const int InternalError = 20504;

    public static string Describe(int code) => code switch
    {
        30001 => "Queue overflow",
        30002 => "Account suspended",
        30003 => "Unreachable destination handset",
        30004 => "Message blocked",
        30005 => "Unknown destination handset",
        Landline => "Landline or unreachable carrier",
        30007 => "Message filtered",
        30008 => "Unknown error",
        30009 => "Missing inbound segment",
        30010 => "Message price exceeds max price",
        30017 => "Carrier network congestion",
        30019 => "Content size exceeds carrier limit",
        30022 => "US A2P 10DLC - Rate Limits Exceeded",
        30023 => "US A2P 10DLC - Daily Message Cap Reached",
        30032 => "Toll-Free Number Has Not Been Verified",
        30033 => "US A2P 10DLC - Campaign Suspended",
        30034 => "US A2P 10DLC - Message from an Unregistered Number",
        InternalError or 30500 => "Twilio Internal Error",
        ValidityPeriodExpired => "Validity Period Expired",
        _ => "The message was not delivered",
    };

    /// <summary>Where the message ends: what never left Twilio has failed, what the carrier or the phone did not take is undelivered.</summary>
    public static EmulatedMessageStatus StatusOf(int code) => code is 30001 or 30002 or 30010 or ValidityPeriodExpired or InternalError or 30500
        ? EmulatedMessageStatus.Failed
        : EmulatedMessageStatus.Undelivered;

    public static bool IsOne(int code) => code is InternalError or (>= 30000 and <= 30999) or (>= 63000 and <= 63999);

    public static int Require(int code) => IsOne(code)
        ? code
        : throw new ArgumentOutOfRangeException(nameof(code), code, $"The code of a failed delivery is {Codes}.");
}
