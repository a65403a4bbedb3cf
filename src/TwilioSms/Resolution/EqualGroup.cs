namespace TwilioSms.Resolution;

/// <summary>Claims and messages of one text that have to be told apart together: a claim, the messages it may own, the claims that may own
/// one of those, and so on until nothing is added.</summary>
internal sealed class EqualGroup
{
    private readonly List<Claimant> claims = [];
    private readonly List<Candidate> messages = [];

    private EqualGroup()
    {
    }

    public IReadOnlyList<Claimant> Claims => claims;

    public IReadOnlyList<Candidate> Messages => messages;

    public static EqualGroup Of(Claimant own, IReadOnlyCollection<Claimant> rivals, IReadOnlyCollection<Candidate> candidates)
    {
        var group = new EqualGroup();
        var open = new List<Claimant>(rivals);
        var free = candidates.Where(static candidate => !candidate.IsUnclear).ToList();
        group.claims.Add(own);
        for (var i = 0; i < group.claims.Count; i++)
        {
            foreach (var message in Take(free, message => IsPossible(group.claims[i], message)))
            {
                group.messages.Add(message);
                group.claims.AddRange(Take(open, rival => IsPossible(rival, message)));
            }
        }

        group.claims.Sort(static (left, right) => (left.Began, left.Id).CompareTo((right.Began, right.Id)));
        group.messages.Sort(static (left, right) =>
            left.Date != right.Date ? left.Date!.Value.CompareTo(right.Date!.Value) : string.CompareOrdinal(left.Message.Sid, right.Message.Sid));
        return group;
    }

    /// <summary>The message of a claim by its rank; null where there are not as many as claims, or one lies outside the time of its claim.</summary>
    public Candidate? MessageOf(Claimant claim) =>
        claims.Count == messages.Count && claims.Zip(messages, static (one, message) => one.MayOwn(message)).All(static fits => fits)
            ? messages[claims.IndexOf(claim)]
            : null;

    private static bool IsPossible(Claimant claim, Candidate message) => claim.HasText(message) && claim.MayOwn(message);

    private static List<T> Take<T>(List<T> from, Predicate<T> which)
    {
        var taken = from.FindAll(which);
        from.RemoveAll(which);
        return taken;
    }
}
