using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Inbox;

/// <summary>Keeps the attempts to send that came to nothing; what Twilio itself forgets.</summary>
internal sealed class RefusedAttempts(InboxLog log, TimeProvider clock)
{
    public void Record(EmulatedRequest request, TwilioResponse response) => Record(request, response.Error is { } error
        ? InboxError.Of(error)
        : new InboxError(FormattableString.Invariant($"HTTP {response.Status}"), "A fault answered in Twilio's place."));

    public void RecordReset(EmulatedRequest request) =>
        Record(request, new InboxError("Connection reset", "A fault broke the connection before anything was recorded."));

    private void Record(EmulatedRequest request, InboxError error)
    {
        if (request.Method == "POST" && ResourcePath.Parse(request.Path) is { Resource: Resource.MessageList })
        {
            log.Put(InboxEntry.Refused(request, error, clock.GetUtcNow()));
        }
    }
}
