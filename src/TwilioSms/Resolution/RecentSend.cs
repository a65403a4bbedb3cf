using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>A message without an idempotency key, from the moment it was first tried.</summary>
internal sealed class RecentSend(MessageRequest request, string to, ClockReading began)
{
    /// <summary>By which an outcome that is <see cref="SmsOutcomeState.Unknown"/> finds it again.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public MessageRequest Request { get; } = request;

    public string To { get; } = to;

    public ClockReading Began { get; } = began;
}
