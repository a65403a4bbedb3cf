using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Reads what there is to decide by, in the one order that is safe: what is complete is noted before the list is asked, and the
/// ledger is read after it. The other way round, a claim made in between sends a message that looks like nobody's.</summary>
internal sealed class ListReader(
    ISendLedger ledger, LedgerHashing hashing, ITwilioMessagesClient client, TwilioTime time, RecentSends recent, ClaimWatch watch, TimeProvider clock)
{
    private const int MostReadings = 3;

    /// <param name="endpoint">The account.</param>
    /// <param name="search">A row that is looked up, or what a message without a key would be as one: account, recipient, sender, text.</param>
    /// <param name="number">The same for messages without a key.</param>
    /// <param name="since">From when on the message may be listed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where too much is listed.</returns>
    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async Task<Listing?> ReadAsync(
        TwilioEndpoint endpoint, LedgerRow search, RecentSend.NumberKey number, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var times = LedgerTimes.Of(endpoint.Options);
        var terms = new SearchTerms(search.Sender, search.To, search.IsNumberKept);
        var hasher = await hashing.GetAsync(cancellationToken).ConfigureAwait(false);
        var other = CallingCode.OtherWritingOf(search.To);
        var searches = other is null ? [search] : new[] { search, Of(search, other, hasher) };
        var numbers = other is null ? [number] : new[] { number, number with { To = other } };
        for (var reading = 1; ; reading++)
        {
            var before = await FindRowsAsync(searches, cancellationToken).ConfigureAwait(false);
            var complete = before.Where(row => row.State == LedgerState.Parked || watch.Passed(row, times.Doubt)).Select(ClaimId.Of);
            HashSet<ClaimId> noted = [.. complete];
            var earliest = before.Select(static row => row.SinceTwilio).Append(since).Min();
            var asked = clock.GetTimestamp();
            var listed = await client.ReadSinceAsync(endpoint, search.To, terms.From, earliest - Claimant.Blur, cancellationToken)
                .ConfigureAwait(false);
            if (listed is null)
            {
                return null;
            }

            var now = await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
            var after = await FindRowsAsync(searches, cancellationToken).ConfigureAwait(false);
            if (reading < MostReadings && after.Any(row => row.SinceTwilio < earliest))
            {
                continue;
            }

            var candidates = await ExcludeKnownAsync(
                endpoint, numbers, [.. listed.Where(terms.IsSentBy)], hasher, cancellationToken).ConfigureAwait(false);
            return new Listing(
                new Claimants(now, clock.GetUtcNow(), clock.GetElapsedTime(asked), times), after, noted, [.. numbers.SelectMany(recent.InDoubt)], candidates);
        }
    }

    // Twilio lists both writings of a number as one, so the rows of both are told apart together.
    private static LedgerRow Of(LedgerRow search, string to, LedgerHasher hasher) =>
        search with { Key = new LedgerKey(search.Key.Account, search.Key.Key, hasher.OfAddress(to)), To = to };

    private async Task<IReadOnlyList<LedgerRow>> FindRowsAsync(LedgerRow[] searches, CancellationToken cancellationToken)
    {
        var (search, rows) = (searches[0], new List<LedgerRow>());
        if (search.Trace is null)
        {
            rows.AddRange(await ledger.FindAsync(search.Key.Key, search.Key.To, cancellationToken).ConfigureAwait(false));
            return rows.FindAll(row => row.Key == search.Key);
        }

        foreach (var one in searches)
        {
            rows.AddRange(await ledger.FindRivalsAsync(one, cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    private async Task<IReadOnlyList<Candidate>> ExcludeKnownAsync(
        TwilioEndpoint endpoint,
        IReadOnlyList<RecentSend.NumberKey> numbers,
        IReadOnlyList<ListedMessage> listed,
        LedgerHasher hasher,
        CancellationToken cancellationToken)
    {
        var sids = listed.Select(static message => message.Sid).OfType<string>().ToList();
        var owned = sids.Count == 0
            ? []
            : await ledger.FindOwnedAsync(endpoint.Options.Account!, sids, cancellationToken).ConfigureAwait(false);
        var known = numbers.Select(recent.KnownTo).ToList();
        return
        [
            .. listed.Where(message => message.Sid is null || (!owned.Contains(message.Sid) && !known.Exists(one => one.Contains(message.Sid))))
                .Select(message => Candidate.Of(message, hasher)),
        ];
    }
}
