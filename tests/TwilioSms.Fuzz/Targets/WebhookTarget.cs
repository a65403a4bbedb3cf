using System.Text;
using System.Xml.Linq;

namespace TwilioSms.Fuzz.Targets;

/// <summary>Requests that anybody may make: none is genuine, as nobody has the token, and none does more than be refused. The first line
/// is the address, the second the signature, the rest the body.</summary>
internal static class WebhookTarget
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly TwilioWebhookSecrets Secrets = new()
    {
        AuthTokens = [Token],
        SharedKeys = new Dictionary<string, string> { ["one"] = Token },
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        var address = Line(ref input);
        var signature = Line(ref input);
        foreach (var settings in (string?[])[null, "key=one,algorithm=HMAC_SHA256", address])
        {
            var verdict = TwilioWebhook.Validate(Secrets, address, input, signature, settings);
            FuzzTarget.Require(verdict != TwilioWebhookVerdict.Genuine, "without the secrets nothing is genuine");
        }

        ReadStatus(input);
        ReadMessage(input);
    }

    private static void ReadStatus(ReadOnlySpan<byte> input)
    {
        try
        {
            var update = SmsStatusUpdate.Parse(input);
            FuzzTarget.Require(update.MessageSid.Length > 0 && update.StatusText.Length > 0, "an update names a message and a status");
            _ = (update.Error, update.ToString());
        }
        catch (FormatException)
        {
            // As documented.
        }
    }

    private static void ReadMessage(ReadOnlySpan<byte> input)
    {
        try
        {
            var message = SmsIncomingMessage.Parse(input);
            FuzzTarget.Require(message.MessageSid.Length > 0 && message.From.Length > 0, "a message names itself and who wrote");
            _ = (message.Channel, message.Location, message.Referral, message.Segments, message.ToString());
            if (message.Body.Length is > 0 and <= 1600)
            {
                _ = XDocument.Parse(SmsReply.Text(message.Body).ToTwiml());
            }
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
