namespace TwilioSms.Resolution;

/// <summary>One message to one number, from the moment it was first tried: what is needed to find it again at Twilio.</summary>
internal sealed class SmsAttempt(MessageTrace trace, string to, DateTimeOffset began)
{
    /// <summary>How far Twilio's clock and ours may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private List<SmsAttempt>? neighbours;
    private HashSet<Guid>? known;

    public MessageTrace Trace { get; } = trace;

    public string To { get; } = to;

    public DateTimeOffset Began { get; } = began;

    /// <summary>When it was over; null while it is under way.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>The message that it became, where that is known.</summary>
    public string? MessageSid { get; private set; }

    /// <summary>Whether Twilio may have accepted it without anybody knowing as what message.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether so much was sent at the time that not all of its neighbours are known.</summary>
    public bool NeighboursForgotten { get; set; }

    /// <summary>Other attempts from the same sender to the same number that were under way or lost at about the same time.</summary>
    public IEnumerable<SmsAttempt> Neighbours => neighbours?.Where(Overlaps) ?? [];

    /// <summary>Whether a message is known to be another one.</summary>
    public bool IsOther(string sid) =>
        (known is not null && SentMessages.TryRead(sid, out var id) && known.Contains(id)) || Neighbours.Any(other => other.MessageSid == sid);

    /// <summary>Messages that had been sent when this attempt began.</summary>
    public void AddKnown(IEnumerable<Guid> messages)
    {
        foreach (var message in messages)
        {
            (known ??= []).Add(message);
        }
    }

    public void AddNeighbour(SmsAttempt other)
    {
        if (IsOpen)
        {
            (neighbours ??= []).Add(other);
        }
    }

    public void End(DateTimeOffset at, SmsOutcome outcome)
    {
        Ended = at;
        Settle(outcome);
    }

    public void Settle(SmsOutcome outcome)
    {
        MessageSid = outcome.MessageSid;
        IsOpen = outcome.State == SmsOutcomeState.Unknown;
        if (!IsOpen)
        {
            // Nobody asks any more, and whoever is remembered would in turn remember others.
            neighbours = null;
            known = null;
        }
    }

    /// <summary>Whether a message that Twilio dates so can be this one.</summary>
    public bool MayHaveBeenAcceptedAt(DateTimeOffset? date) =>
        date is null || (date >= Began - ClockSkew && date <= (Ended ?? DateTimeOffset.MaxValue - ClockSkew) + ClockSkew);

    private bool Overlaps(SmsAttempt other) =>
        Began - ClockSkew - ClockSkew <= (other.Ended ?? DateTimeOffset.MaxValue)
        && other.Began - ClockSkew - ClockSkew <= (Ended ?? DateTimeOffset.MaxValue);
}
