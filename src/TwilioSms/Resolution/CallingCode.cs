namespace TwilioSms.Resolution;

/// <summary>Country calling codes, which no other begins with (ITU-T E.164).</summary>
internal static class CallingCode
{
    /// <summary>The code of an international number, such as <c>49</c>; null for every other address.</summary>
    public static string? Of(string address) => throw new NotImplementedException(address);
}
