using System.Text;

namespace TwilioSms.Fuzz.Targets;

/// <summary>Requests that anybody may make: none is genuine, as nobody has the token, and none does more than be refused. The first line
/// is the address, the second the signature, the rest the body.</summary>
internal static class WebhookTarget
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    public static void Run(ReadOnlySpan<byte> input)
    {
        var address = Line(ref input);
        var signature = Line(ref input);
        FuzzTarget.Require(!TwilioWebhook.Validate(Token, address, input, signature), "without the token nothing is genuine");
        try
        {
            var update = SmsStatusUpdate.Parse(input);
            FuzzTarget.Require(update.MessageSid.Length > 0 && update.StatusText.Length > 0, "an update names a message and a status");
            _ = (update.ErrorCode, update.ToString());
        }
        catch (FormatException)
        {
            // As documented.
        }
    }

    private static string Line(ref ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'\n');
        var line = end < 0 ? input : input.Slice(0, end);
        input = end < 0 ? default : input.Slice(end + 1);
        return Encoding.UTF8.GetString(line.ToArray());
    }
}
