namespace TwilioSms;

/// <summary>Which documented error each code becomes that Twilio may answer a message with. Codes of later delivery reports and of
/// other resources are not here: they cannot answer a message.</summary>
internal static class TwilioErrorTable
{
    private static ReadOnlySpan<int> InvalidRequestError =>
    [
        14103, 14104, 14105, 20001, 20423, 21218, 21420, 21470, 21602, 21605, 21609, 21613, 21615, 21617, 21618, 21619, 21620,
        21623, 21624, 21626, 21627, 21652, 21654, 21655, 21656, 21658, 21900, 21901, 21902, 21910, 30012, 30013, 30015, 30028,
        30029, 30030, 30031, 30045, 30106, 30107, 30110, 30111, 30400, 35111, 35114, 35115, 35117, 35118, 35126, 35127, 90007,
        90013, 90014, 90015, 90016, 90017, 92006, 92007, 216602, 572006,
    ];

    private static ReadOnlySpan<int> InvalidFromPhoneNumberError =>
    [
        14102, 14108, 21210, 21212, 21264, 21267, 21601, 21603, 21606, 21607, 21616, 21621, 21657, 21659, 21660, 21661, 21701,
        21702, 21703, 21704, 21705, 21708, 21709, 21711, 30124, 30127, 63007, 63109, 63111, 572002,
    ];

    private static ReadOnlySpan<int> InvalidToPhoneNumberError =>
    [
        14101, 14111, 21211, 21214, 21217, 21219, 21265, 21266, 21268, 21401, 21407, 21421, 21604, 21608, 21610, 21612, 21614,
        21635, 21653, 30014, 30016, 63031, 63106, 63107,
    ];

    private static ReadOnlySpan<int> AuthenticationConnectionError =>
    [
        20003, 20101, 20102, 20103, 20104, 20105, 20106, 20107, 20151, 20152, 20153, 20154, 20155, 20156, 20157, 20159, 20160,
        21471,
    ];

    private static ReadOnlySpan<int> PermissionDeniedError =>
    [
        10001, 10002, 20005, 20006, 20008, 20010, 20403, 21472, 21622, 70051, 90010,
    ];

    private static ReadOnlySpan<int> ServiceUnavailable =>
    [
        14107, 14109, 20429, 20503, 21611, 35125, 63018, 63038,
    ];

    /// <summary>The error a Twilio code stands for; null for a code that is not listed.</summary>
    public static SmsErrorCode? Find(int twilioCode) => twilioCode switch
    {
        20011 or 20012 => SmsErrorCode.TwilioConnectionError,
        20404 or 30404 => SmsErrorCode.NotFound,
        20413 or 20426 => SmsErrorCode.UnknownError,
        20004 => SmsErrorCode.MethodNotAllowed,
        20409 => SmsErrorCode.Conflict,
        20410 => SmsErrorCode.Gone,
        20422 => SmsErrorCode.UnprocessableEntity,
        20500 => SmsErrorCode.InternalServerError,
        21408 => SmsErrorCode.InvalidRegionToPhoneNumberError,
        _ when InvalidRequestError.BinarySearch(twilioCode) >= 0 => SmsErrorCode.InvalidRequestError,
        _ when InvalidFromPhoneNumberError.BinarySearch(twilioCode) >= 0 => SmsErrorCode.InvalidFromPhoneNumberError,
        _ when InvalidToPhoneNumberError.BinarySearch(twilioCode) >= 0 => SmsErrorCode.InvalidToPhoneNumberError,
        _ when AuthenticationConnectionError.BinarySearch(twilioCode) >= 0 => SmsErrorCode.AuthenticationConnectionError,
        _ when PermissionDeniedError.BinarySearch(twilioCode) >= 0 => SmsErrorCode.PermissionDeniedError,
        _ when ServiceUnavailable.BinarySearch(twilioCode) >= 0 => SmsErrorCode.ServiceUnavailable,
        _ => null,
    };
}
