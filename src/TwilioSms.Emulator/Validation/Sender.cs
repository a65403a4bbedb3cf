namespace TwilioSms.Emulator.Validation;

/// <summary>Who sends: a number or name, a Messaging Service, or a number of a Messaging Service; empty where not given.</summary>
internal readonly record struct Sender(string From, string MessagingServiceSid)
{
    public static Sender Read(EmulatedRequest request)
    {
        var (from, service) = (request.From, request["MessagingServiceSid"]);
        // Twilio takes a Messaging Service's SID in From as well.
        return service.Length == 0 && from.StartsWith("MG", StringComparison.Ordinal) && from.Length == 34 ? new("", from) : new(from, service);
    }
}
