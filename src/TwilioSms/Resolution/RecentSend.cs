using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>A message without an idempotency key, from the moment it was first tried until its fate is known.</summary>
internal sealed class RecentSend(MessageTrace trace, string to, ClockReading began, DateTimeOffset? beganTwilio)
{
    public MessageTrace Trace { get; private set; } = trace;

    public string To { get; } = to;

    public ClockReading Began { get; } = began;

    /// <summary>Twilio's time then; null where it was not known.</summary>
    public DateTimeOffset? BeganTwilio { get; } = beganTwilio;

    /// <summary>What is known since its requests were over and its answer was lost; null before.</summary>
    public Loss? Lost { get; private set; }

    /// <summary>What a look-up found out; null before.</summary>
    public ResolvedSend? Settled => Lost?.Settled;

    /// <summary>By which an outcome that is <see cref="SmsOutcomeState.Unknown"/> finds it again.</summary>
    public Guid Id => Lost?.Id ?? Guid.Empty;

    public NumberKey Number => new(Trace.Account, Trace.Origin, Trace.Sender, To);

    /// <summary>The neighbours among what is under way, which <see cref="SendsUnderWay"/> keeps.</summary>
    public RecentSend? Before { get; set; }

    /// <inheritdoc cref="Before"/>
    public RecentSend? After { get; set; }

    public SearchTerms Terms => new(Trace.Sender, To, Trace.IsNumberKept);

    /// <summary>Its requests are over, and nobody knows what became of it: from now on a digest of its text is kept, and not the text.</summary>
    public void Lose(Loss loss)
    {
        Trace = Trace.WithoutText();
        Lost = loss;
    }

    /// <summary>One sender to one recipient.</summary>
    internal readonly record struct NumberKey(string Account, string Origin, string Sender, string To)
    {
        // The other two are the same for all messages of most processes.
        public override int GetHashCode() => (Sender, To).GetHashCode();
    }

    /// <summary>What is known of a message whose answer was lost.</summary>
    internal sealed record Loss
    {
        public Guid Id { get; } = Guid.NewGuid();

        public required ClockReading Ended { get; init; }

        /// <summary>Twilio's time then; null where it was not known.</summary>
        public required DateTimeOffset? EndedTwilio { get; init; }

        /// <summary>Whether more was sent to its number at the time than is remembered.</summary>
        public required bool AreOthersForgotten { get; init; }

        /// <summary>When it was under way by the clock of another run of the program, which sent it; null for this one's.</summary>
        public ToldTime? Told { get; init; }

        public ResolvedSend? Settled { get; set; }
    }

    /// <summary>From when to when a message was under way, by a clock that nobody can vouch for.</summary>
    internal readonly record struct ToldTime(DateTimeOffset Began, DateTimeOffset Ended);
}
