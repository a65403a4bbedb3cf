using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What was sent without an idempotency key in the last minutes, so that messages to one number are not taken for each other. A
/// send costs the same whatever else went to its number.</summary>
internal sealed class RecentSends(TimeProvider clock, TwilioTime time)
{
    /// <summary>A message is about to be tried for the first time.</summary>
    public RecentSend Begin(MessageRequest request, string to) => new(request, to, ClockReading.Of(clock));

    /// <summary>The message's outcome is known, or will not be without looking it up: then <see cref="RecentSend.Id"/> finds it.</summary>
    public void End(RecentSend send, SmsOutcome outcome) => throw new NotImplementedException($"{send}{outcome}{time}");
}
