namespace TwilioSms.Http;

/// <summary>The form of a message's SID. What Twilio, or somebody in its place, calls a SID goes into logs and addresses: it is held to the
/// form before.</summary>
internal static class MessageSid
{
    private const int Length = 34;

    /// <summary>Whether a text is <c>SM</c> or <c>MM</c> and 32 hexadecimal digits.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length != Length || text[0] is not ('S' or 'M') || text[1] != 'M')
        {
            return false;
        }

        for (var i = 2; i < text.Length; i++)
        {
            if (text[i] is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
            {
                return false;
            }
        }

        return true;
    }
}
