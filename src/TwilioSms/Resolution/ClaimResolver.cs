using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Looks up in Twilio's list what became of a row whose sender did not come back, and writes what the list proves.</summary>
internal sealed class ClaimResolver(
    ISendLedger ledger, LedgerHashing hashing, ITwilioMessagesClient client, TwilioTime time, RecentSends recent, TimeProvider clock)
{
    /// <summary>Looks a row up and writes the decision where the row still is as it was seen.</summary>
    /// <param name="endpoint">The account, which has to be the row's.</param>
    /// <param name="seen">The row as it was read, <see cref="LedgerState.Claimed"/> or <see cref="LedgerState.Parked"/>.</param>
    /// <param name="takeOver">The caller's claim under a new token, to write where the message proved not accepted and the caller sends;
    /// null where nobody does: the row becomes <see cref="LedgerState.Free"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioApiException">The list could not be read.</exception>
    /// <exception cref="SmsLedgerException">The ledger cannot be used.</exception>
    public Task<ResolvedClaim> ResolveAsync(
        TwilioEndpoint endpoint, LedgerRow seen, LedgerRow? takeOver, CancellationToken cancellationToken) =>
        throw new NotImplementedException($"{ledger}{hashing}{client}{time}{recent}{clock}{endpoint}{seen}{takeOver}{cancellationToken}");
}
