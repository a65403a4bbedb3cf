namespace TwilioSms.Emulator.Messages;

/// <summary>Why a message that was accepted is not delivered.</summary>
internal static class DeliveryError
{
    public const int ValidityPeriodExpired = 30036;

    public static string Describe(int code) => code switch
    {
        ValidityPeriodExpired => "Validity Period Expired",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The emulator knows no such delivery error."),
    };
}
