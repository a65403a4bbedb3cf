using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Whether a message that is absent from Twilio's list would be there, had it been accepted. Accounts that mask numbers, and
/// numbers that Twilio rewrites, make the list of a number's messages empty.</summary>
internal sealed class Witness(ISendLedger ledger, ITwilioMessagesClient client, RecentSends recent, TimeProvider clock)
{
    private static readonly TimeSpan HoldsFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(60);

    private readonly object gate = new();
    private readonly Dictionary<(string Account, string CallingCode), (long Asked, bool IsShown)> asked = [];

    /// <summary>Whether the absence of <paramref name="own"/> proves that it was not accepted.</summary>
    /// <param name="endpoint">The account.</param>
    /// <param name="terms">What was searched for.</param>
    /// <param name="own">The message in doubt.</param>
    /// <param name="hasher">The ledger's.</param>
    /// <param name="now">Twilio's time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsAbsenceProvedAsync(
        TwilioEndpoint endpoint, SearchTerms terms, Claimant own, LedgerHasher hasher, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (CallingCode.Of(terms.To) is { } callingCode
            && await AreNumbersShownAsync(endpoint, callingCode, hasher, now, cancellationToken).ConfigureAwait(false) is { } areShown)
        {
            return areShown;
        }

        return await IsNowhereAsync(endpoint, terms, own, hasher, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a message to the same country, of a while ago, is listed under its number; null where there is none.</summary>
    private async Task<bool?> AreNumbersShownAsync(
        TwilioEndpoint endpoint, string callingCode, LedgerHasher hasher, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = (endpoint.Options.Account!, callingCode);
        lock (gate)
        {
            if (asked.TryGetValue(key, out var last) && clock.GetElapsedTime(last.Asked) < HoldsFor)
            {
                return last.IsShown;
            }
        }

        var settledBefore = now - endpoint.Options.ListDelay - Settled;
        var witness = await ledger.FindWitnessAsync(key.Item1, callingCode, settledBefore, cancellationToken).ConfigureAwait(false);
        if (witness?.MessageSid is not { } sid || witness.Endpoint != endpoint.Origin
            || await client.ReadMessageAsync(endpoint, sid, cancellationToken).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        var isShown = message.To is { } to && hasher.OfAddress(to) == witness.Key.To;
        lock (gate)
        {
            asked[key] = (clock.GetTimestamp(), isShown);
        }

        return isShown;
    }

    /// <summary>Whether, among all that the sender sent at the time, whoever it is listed to, nothing can be the message.</summary>
    private async Task<bool> IsNowhereAsync(
        TwilioEndpoint endpoint, SearchTerms terms, Claimant own, LedgerHasher hasher, CancellationToken cancellationToken)
    {
        var since = own.PossiblySince ?? own.Since;
        var listed = await client.ReadSinceAsync(endpoint, null, terms.From, since - Claimant.Blur, cancellationToken).ConfigureAwait(false);
        if (listed is null)
        {
            return false;
        }

        var possible = listed.Where(message => terms.IsSentBy(message) && terms.MayBeListedAs(message.To))
            .Select(message => Candidate.Of(message, hasher))
            .Where(candidate => (own.MayOwn(candidate) || own.MayOwnByAnotherClock(candidate))
                && (own.HasText(candidate) || candidate.IsUnclear || !own.IsTextListed || !IsWhole(candidate.Message.To)))
            .ToList();
        var owned = await ledger.FindOwnedAsync(
            endpoint.Options.Account!, [.. possible.Select(static candidate => candidate.Message.Sid).OfType<string>()], cancellationToken)
            .ConfigureAwait(false);
        return possible.TrueForAll(candidate => candidate.Message.Sid is { } sid && (owned.Contains(sid) || recent.IsKnown(sid)));
    }

    private static bool IsWhole(string? address) => address is not null && address.Skip(1).All(static c => c is >= '0' and <= '9');
}
