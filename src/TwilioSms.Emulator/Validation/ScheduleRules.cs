using System.Globalization;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Validation;

/// <summary>The rules of <c>ScheduleType</c> and <c>SendAt</c>. Without a schedule type Twilio sends at once.</summary>
internal static class ScheduleRules
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(35);

    public static TwilioError? Check(EmulatedRequest request, Sender sender, DateTimeOffset now)
    {
        var type = request["ScheduleType"];
        if (type.Length == 0)
        {
            return null;
        }

        if (type != "fixed")
        {
            return new TwilioError(35126, "The ScheduleType value provided is not supported for this channel");
        }

        if (request["SendAt"].Length == 0)
        {
            return new TwilioError(35111, "SendAt timestamp is missing");
        }

        if (sender.MessagingServiceSid.Length == 0)
        {
            return new TwilioError(35118, "MessagingServiceSid is required to schedule a message");
        }

        if (SendAt(request) is not { } time)
        {
            return new TwilioError(35114, "Scheduling does not support this timestamp");
        }

        return time - now < Soonest || time - now > Latest
            ? new TwilioError(35115, "SendAt time must be between 300 seconds and 35 days (3024000 seconds) in the future, inclusive")
            : null;
    }

    public static DateTimeOffset? SendAt(EmulatedRequest request)
    {
        // ISO 8601: a date, a time and an offset; the colon after "HH" keeps out the many other forms .NET would read.
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
        return request["ScheduleType"].Length > 0 && DateTimeOffset.TryParseExact(
            request["SendAt"], forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }
}
