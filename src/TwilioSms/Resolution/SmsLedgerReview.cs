using System.Runtime.CompilerServices;
using TwilioSms.Http;

namespace TwilioSms.Resolution;

internal sealed class SmsLedgerReview(
    Func<TwilioEndpoint> endpointOf,
    ISendLedger ledger,
    LedgerHashing hashing,
    ITwilioMessagesClient client,
    TwilioTime time,
    ClaimWatch watch,
    ClaimResolver resolver)
    : ISmsLedgerReview
{
    public async IAsyncEnumerable<SmsLedgerEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var endpoint = endpointOf();
        try
        {
            await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioApiException)
        {
            // What is parked can be shown without knowing what time it is at Twilio.
        }

        await foreach (var row in InDoubtAsync(endpoint, cancellationToken).ConfigureAwait(false))
        {
            if (RemainingFor(endpoint, row) is null)
            {
                yield return EntryOf(endpoint, row);
            }
        }
    }

    public Task<SmsLedgerEntry?> FindAsync(string idempotencyKey, string to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        ArgumentNullException.ThrowIfNull(to);
        var endpoint = endpointOf();
        return FindCoreAsync(endpoint, idempotencyKey, SmsAddress.Normalize(to, endpoint.Options), cancellationToken);
    }

    public async Task<SmsLedgerEntry> ResolveAsync(string id, CancellationToken cancellationToken = default)
    {
        var endpoint = endpointOf();
        var row = await GetAsync(endpoint, id, cancellationToken).ConfigureAwait(false);
        var resolved = await resolver.ResolveAsync(endpoint, row, null, cancellationToken).ConfigureAwait(false);
        return EntryOf(endpoint, resolved.Row);
    }

    public Task<SmsLedgerEntry> ReleaseAsync(string id, CancellationToken cancellationToken = default) =>
        DecideAsync(id, static (row, now, options) => row.Free(LedgerReason.Person, now, options) with { SinceTwilio = now }, cancellationToken);

    public Task<SmsLedgerEntry> MarkSentAsync(string id, string messageSid, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageSid);
        return MessageSid.IsValid(messageSid)
            ? DecideAsync(id, (row, now, options) => row.Sent(messageSid, null, now, options) with { SinceTwilio = now }, cancellationToken)
            : throw new ArgumentException("It is not a message's SID: SM or MM and 32 hexadecimal digits.", nameof(messageSid));
    }

    private async Task<SmsLedgerEntry?> FindCoreAsync(
        TwilioEndpoint endpoint, string idempotencyKey, string to, CancellationToken cancellationToken)
    {
        var hasher = await hashing.GetAsync(cancellationToken).ConfigureAwait(false);
        var rows = await ledger.FindAsync(hasher.OfKey(idempotencyKey), hasher.OfAddress(to), cancellationToken).ConfigureAwait(false);
        return rows.FirstOrDefault(row => row.Key.Account == endpoint.Options.Account) is { } found ? EntryOf(endpoint, found) : null;
    }

    private async Task<SmsLedgerEntry> DecideAsync(
        string id, Func<LedgerRow, DateTimeOffset, TwilioConnectorOptions, LedgerRow> change, CancellationToken cancellationToken)
    {
        var endpoint = endpointOf();
        var now = await time.GetNowAsync(client, endpoint, cancellationToken).ConfigureAwait(false);
        var row = await GetAsync(endpoint, id, cancellationToken).ConfigureAwait(false);
        if (RemainingFor(endpoint, row) is { } remaining)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The attempt may still be running: decide from {now + remaining:u} on, in {remaining.TotalSeconds:0} s."));
        }

        var decided = change(row, now, endpoint.Options);
        return await ledger.ReplaceAsync(row, decided, cancellationToken).ConfigureAwait(false) switch
        {
            LedgerWrite.Written => EntryOf(endpoint, decided),
            LedgerWrite.MessageOwned => throw new InvalidOperationException("Another entry of the ledger has that message."),
            _ => throw new InvalidOperationException("The entry changed meanwhile: look at it again."),
        };
    }

    private async Task<LedgerRow> GetAsync(TwilioEndpoint endpoint, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        await foreach (var row in InDoubtAsync(endpoint, cancellationToken).ConfigureAwait(false))
        {
            if (IdOf(row) == id)
            {
                return row;
            }
        }

        throw new KeyNotFoundException("The ledger is not in doubt about an entry of that id.");
    }

    private async IAsyncEnumerable<LedgerRow> InDoubtAsync(
        TwilioEndpoint endpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var account = endpoint.Options.Account!;
        foreach (var state in new[] { LedgerState.Parked, LedgerState.Claimed })
        {
            await foreach (var row in ledger.ListAsync(account, state, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    // What is claimed may still be running; null where a person may decide.
    private TimeSpan? RemainingFor(TwilioEndpoint endpoint, LedgerRow row) =>
        row.State == LedgerState.Claimed && watch.RemainingUntil(row, LedgerTimes.Of(endpoint.Options).Doubt) is var remaining && remaining > TimeSpan.Zero
            ? remaining
            : null;

    private static string IdOf(LedgerRow row) => $"{row.Key.Key}{row.Key.To}".Replace("...", "-").TrimEnd('-');

    private SmsLedgerEntry EntryOf(TwilioEndpoint endpoint, LedgerRow row) => new()
    {
        Id = IdOf(row),
        State = row.State,
        Reason = row.Reason,
        To = endpoint.Options.LedgerKeepsNumbers || row.State is LedgerState.Sent or LedgerState.Free ? row.To : Redaction.Mask(row.To),
        Sender = row.Sender,
        Account = row.Key.Account,
        Endpoint = row.Endpoint,
        Began = row.BeganTwilio,
        MessageSid = row.MessageSid,
        DecidableAfter = RemainingFor(endpoint, row),
    };
}
