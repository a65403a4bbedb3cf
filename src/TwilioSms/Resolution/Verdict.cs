namespace TwilioSms.Resolution;

/// <summary>What Twilio's list says of a message in doubt.</summary>
internal enum VerdictKind
{
    /// <summary>It is in the list.</summary>
    Accepted,

    /// <summary>It is not, and would be.</summary>
    NotAccepted,

    /// <summary>There are messages that may be it, and time will not tell.</summary>
    Ambiguous,

    /// <summary>Time may tell.</summary>
    Later,
}

/// <param name="Kind">What is known.</param>
/// <param name="Messages">The message that was accepted; or those of other texts that leave it open.</param>
internal readonly record struct Verdict(VerdictKind Kind, IReadOnlyList<Candidate> Messages)
{
    public static readonly Verdict Later = new(VerdictKind.Later, []);
    public static readonly Verdict NotAccepted = new(VerdictKind.NotAccepted, []);

    /// <summary>Decides whose the messages of a list are.</summary>
    /// <param name="own">The message in doubt.</param>
    /// <param name="rivals">Others in doubt, from the same sender to the same recipient.</param>
    /// <param name="candidates">The messages from that sender to that recipient that are nobody's.</param>
    public static Verdict Of(Claimant own, IReadOnlyCollection<Claimant> rivals, IReadOnlyCollection<Candidate> candidates)
    {
        var group = EqualGroup.Of(own, rivals, candidates);
        if (group.Messages.Count > 0)
        {
            return OfEqual(own, group, candidates);
        }

        if (!own.IsComplete)
        {
            return Later;
        }

        var others = candidates.Where(candidate => own.MayOwn(candidate) || own.MayOwnByAnotherClock(candidate)).ToList();
        return others.Count > 0 ? new Verdict(VerdictKind.Ambiguous, others) : NotAccepted;
    }

    // As many messages as there are claims, each in the time of the claim of its rank: then each is that claim's. Fewer is not solved by
    // guessing: a sender that wakes late may already have told its caller a SID.
    private static Verdict OfEqual(Claimant own, EqualGroup group, IReadOnlyCollection<Candidate> candidates)
    {
        var isClear = !own.AreOthersForgotten
            && !candidates.Any(candidate => own.MayOwnByAnotherClock(candidate)
                || (candidate.IsUnclear && group.Claims.Any(claim => claim.MayOwn(candidate))));
        if (own.IsOver && isClear && group.MessageOf(own) is { } message)
        {
            return new Verdict(VerdictKind.Accepted, [message]);
        }

        return group.Claims.All(static claim => claim.IsComplete) ? new Verdict(VerdictKind.Ambiguous, []) : Later;
    }
}
