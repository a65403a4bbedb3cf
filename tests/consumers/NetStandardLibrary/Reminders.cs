using TwilioSms;

namespace NetStandardLibrary;

/// <summary>A class library that was built against the netstandard2.0 build of the package.</summary>
public static class Reminders
{
    public static SmsMessage For(string to, string name) => new()
    {
        From = "+15005550006",
        To = [to],
        Body = "Hi ${name}, see you at ${when}.",
        Metadata = new() { ["name"] = name, ["when"] = "9:00" },
        ValidityPeriod = TimeSpan.FromMinutes(10),
        MessageIntent = SmsMessageIntent.Notifications,
    };

    public static SmsMessage Again(SmsMessage message, string to) => new(message) { To = [to] };

    public static async Task<string> SendAsync(ISmsSender sender, SmsMessage message)
    {
        try
        {
            var result = await sender.SendAsync(message).ConfigureAwait(false);
            return result.Outcomes[0].MessageSid ?? "none";
        }
        catch (TwilioConnectorException error)
        {
            return error.Code.ToWireName();
        }
    }
}
