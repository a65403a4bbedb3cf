using System.Text.Json.Serialization;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Faults;

/// <summary>The faults that are switched on and off on the page. What a program scheduled comes first.</summary>
internal sealed class FaultSwitches
{
    private volatile Positions current = Off;

    public static Positions Off { get; } = new([], 0, false);

    public Positions Current => current;

    public void Set(Positions positions) => current = positions;

    public Fault? Take(EmulatedRequest request)
    {
        var switches = current;
        var to = RecipientRules.Normalize(request.To);
        if (switches.Refused.TryGetValue(to, out var code) && RecipientRules.Refusal(code, to) is { } refusal)
        {
            return Fault.RespondError(refusal.Code, refusal.Status, refusal.Message);
        }

        if (switches.TooManyRequests)
        {
            return Fault.TooManyRequests();
        }

        return switches.DelaySeconds > 0 ? Fault.DelayBeforeRecording(TimeSpan.FromSeconds(switches.DelaySeconds)) : null;
    }

    /// <summary>How the switches stand.</summary>
    /// <param name="Refused">The recipients refused, each with the Twilio code it is refused with.</param>
    /// <param name="DelaySeconds">How long every request waits before it is looked at.</param>
    /// <param name="TooManyRequests">Whether every request is answered with 429.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Positions(Dictionary<string, int> Refused, double DelaySeconds, bool TooManyRequests)
    {
        private const double LongestDelay = 600;

        /// <summary>What is wrong with the positions, or null.</summary>
        public string? Problem() =>
            DelaySeconds is not (>= 0 and <= LongestDelay) ? $"The delay has to be from 0 to {LongestDelay} seconds."
            : Refused.FirstOrDefault(static refused => RecipientRules.Refusal(refused.Value, refused.Key) is null) is { Key: not null } unknown
                ? FormattableString.Invariant($"The emulator cannot refuse a recipient with {unknown.Value}.")
            : null;
    }
}
