using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Looks up in Twilio's message list what became of messages whose answers were lost. It says no more than the list proves.</summary>
/// <remarks>
/// A message of the list is a candidate where it went from the same sender to the same number and is not known to be another one.
/// <list type="bullet">
/// <item>The message was accepted where, at about the time of the attempt, there are exactly as many candidates of its text as attempts
/// of that text whose fate is unknown. Which of several equal messages is whose cannot be told, and makes no difference.</item>
/// <item>It was not accepted where there is no candidate at about that time whatever its text, which Twilio may have changed; and none of
/// its text an hour before or any time after, should clocks differ; and the list has had time to show it.</item>
/// </list>
/// </remarks>
internal sealed class SmsResolver(ITwilioMessagesClient client, AttemptLedger ledger, TimeProvider clock, TwilioEndpoint endpoint)
{
    private static readonly TimeSpan LongestClockDifference = TimeSpan.FromHours(1);

    /// <exception cref="TwilioApiException">The list could not be read; its result holds what was found out by then.</exception>
    public async Task<SmsResult> ResolveAsync(SmsResult result, IReadOnlyCollection<string> knownSids, CancellationToken cancellationToken)
    {
        var outcomes = result.Outcomes.ToArray();
        var known = new HashSet<string>(knownSids, StringComparer.Ordinal);
        known.UnionWith(outcomes.Select(static outcome => outcome.MessageSid).OfType<string>());
        var last = -1;
        var broken = false;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(endpoint.Options.MaxConcurrency, outcomes.Length)).Select(_ => WorkAsync())).ConfigureAwait(false);
        }
        catch (TwilioApiException exception)
        {
            exception.With(new SmsResult(outcomes)).Throw();
        }

        return new SmsResult(outcomes);

        async Task WorkAsync()
        {
            int index;
            while (!Volatile.Read(ref broken) && (index = Interlocked.Increment(ref last)) < outcomes.Length)
            {
                if (outcomes[index].State != SmsOutcomeState.Unknown)
                {
                    continue;
                }

                try
                {
                    outcomes[index] = await ResolveAsync(outcomes[index], known, cancellationToken).ConfigureAwait(false);
                }
                catch
                {
                    Volatile.Write(ref broken, true);
                    throw;
                }
            }
        }
    }

    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    public async Task<SmsOutcome> ResolveAsync(SmsOutcome outcome, HashSet<string> known, CancellationToken cancellationToken)
    {
        if (outcome.Attempt is not { } attempt || !attempt.Trace.IsListed(endpoint, attempt.To))
        {
            return outcome.Unresolvable(SmsUnresolvedReason.NotSearchable);
        }

        var asked = clock.GetUtcNow();
        if (await ReadAsync(attempt, cancellationToken).ConfigureAwait(false) is not { } listed)
        {
            return outcome.Unresolvable(SmsUnresolvedReason.NotSearchable);
        }

        var listIsComplete = asked - attempt.Ended >= endpoint.Options.ListDelay;
        return ledger.Settle(attempt, () => Decide(outcome, attempt, listed, known, listIsComplete));
    }

    /// <summary>The messages from the attempt's sender to its number since an hour before; null where there are too many.</summary>
    private async Task<List<ListedMessage>?> ReadAsync(SmsAttempt attempt, CancellationToken cancellationToken)
    {
        var since = attempt.Began - LongestClockDifference;
        var listed = await client.ReadSinceAsync(endpoint, attempt.To, attempt.Trace.From, since, cancellationToken).ConfigureAwait(false);
        return listed?.Where(message => !(message.DateCreated < since) && message.Sid is not null && attempt.Trace.IsSentBy(message)).ToList();
    }

    private static SmsOutcome Decide(
        SmsOutcome outcome, SmsAttempt attempt, List<ListedMessage> listed, HashSet<string> known, bool listIsComplete)
    {
        var neighbours = attempt.Neighbours.ToList();
        var candidates = listed
            .Where(message => !known.Contains(message.Sid!) && !attempt.IsOther(message.Sid!))
            .OrderBy(static message => message.DateCreated)
            .ToList();
        var near = candidates.FindAll(message => attempt.MayHaveBeenAcceptedAt(message.DateCreated));
        if (near.Count == 0 && !candidates.Exists(message => attempt.Trace.HasText(message.Body)))
        {
            return listIsComplete ? outcome.NotAccepted() : outcome.Unresolvable(SmsUnresolvedReason.NotYetListed);
        }

        var equal = near.FindAll(message => attempt.Trace.HasText(message.Body));
        var rivals = neighbours.FindAll(other => other.IsOpen && other.Trace.HasSameText(attempt.Trace));
        var allAreKnown = !attempt.NeighboursForgotten && !near.Exists(static message => string.IsNullOrEmpty(message.Body));
        return allAreKnown && equal.Count == rivals.Count + 1
            ? outcome.Accepted(equal[rivals.Count(other => other.Began < attempt.Began)])
            : outcome.Unresolvable(SmsUnresolvedReason.Ambiguous);
    }
}
