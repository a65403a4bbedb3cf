namespace TwilioSms;

/// <summary>Remembers who was sent what, so that one idempotency key makes at most one message to one recipient. It keeps rows and
/// changes each in one statement; what the rows mean is the connector's business.</summary>
/// <remarks>
/// <para>Every method either has its effect, durably where <see cref="IsDurable"/>, or throws <see cref="TwilioLedgerException"/>; then nobody
/// knows whether it had, and each may be repeated: a claim with its own token, a replacement of what was seen, a fact.</para>
/// <para>Implementations are thread-safe and hold no lock or connection between calls.</para>
/// </remarks>
public interface ISendLedger
{
    /// <summary>Whether rows outlive the process.</summary>
    bool IsDurable { get; }

    /// <summary>The secret that all hashes of this ledger are keyed with: 32 random bytes, made once and shared by all who use it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken);

    /// <summary>Claims rows: each is written where there is none, where the one there is <see cref="LedgerState.Free"/>, or where it is
    /// claimed under the same <see cref="LedgerRow.Token"/> already. A claim begins now by the database's clock, is one renewal further than
    /// what it replaces, and keeps <see cref="LedgerRow.SinceTwilio"/> of a row that became free by a look-up, or that it already held.</summary>
    /// <param name="claims">The rows as they are to be, claimed and with no renewals; no key twice. They are the ledger's from then on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For each claim, in order, the row as it stands: the caller's where the token is. It names another account's row of the same
    /// key and recipient that is in doubt (<see cref="LedgerRow.Elsewhere"/>), seen after the claim was made for all to see: of two accounts
    /// that claim at once, one at least sees the other.</returns>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken);

    /// <summary>Records messages that were accepted, whatever the rows were, or were not, before: a fact beats every claim. A row that is
    /// <see cref="LedgerState.Sent"/> already stays as it is.</summary>
    /// <param name="sent">The rows as they are to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For each row, in order, what came of it.</returns>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken);

    /// <summary>Replaces a row that still is as it was seen: same state, token and renewals. Where the renewals go up, the claim begins anew,
    /// by the database's clock.</summary>
    /// <param name="seen">The row as it was read.</param>
    /// <param name="row">The row as it is to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken);

    /// <summary>The rows of a key and a recipient: of all accounts.</summary>
    /// <param name="key">The hash of the idempotency key.</param>
    /// <param name="to">The hash of the recipient.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken);

    /// <summary>The rows, claimed or parked, of messages that cannot be told from this one: same account, recipient, sender and text.</summary>
    /// <param name="row">The row; it is among them where it is in the ledger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken);

    /// <summary>Those of the messages that are in a row of the account.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="messageSids">The messages; at most 5,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken);

    /// <summary>A message of the account to the same country that Twilio's list should show; null where the ledger has none.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="callingCode">The country calling code, such as <c>49</c>.</param>
    /// <param name="settledBefore">The message was settled before, by Twilio's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken);

    /// <summary>Hands out claimed rows that are due to be looked up, each to one caller at a time. Each is due again after 30 s, then 60 s
    /// and so on up to 15 minutes, should the caller not come back; one that is due in more than an hour is due now, as a clock was set
    /// back.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="jitter">From 0 to 1: how much longer than that they wait, so that callers do not come back together.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken);

    /// <summary>The rows of an account in a state, oldest first.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    IAsyncEnumerable<LedgerRow> ListAsync(string account, LedgerState state, CancellationToken cancellationToken);

    /// <summary>How many rows of an account are in doubt.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken);

    /// <summary>Deletes rows of an account whose time is over, a few at a time: sent ones by <see cref="LedgerRow.KeepUntilTwilio"/>, free
    /// ones by <see cref="LedgerRow.BeganTwilio"/>. What is claimed or parked is never deleted.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="now">Twilio's time.</param>
    /// <param name="freeBefore">Free rows that began before go.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken);

    /// <summary>Reserves the next moments in which a sender may send, so that all who share the ledger keep one rate.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="count">How many moments.</param>
    /// <param name="gap">The time between two.</param>
    /// <param name="cancellationToken">Gives up; the moments are lost.</param>
    /// <returns>How long it is from the statement to the first moment.</returns>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken);
}
