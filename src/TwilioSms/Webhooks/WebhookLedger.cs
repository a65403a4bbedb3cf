using TwilioSms.Ledger;
using TwilioSms.Resolution;

namespace TwilioSms.Webhooks;

/// <summary>Rows of webhooks and opt-outs, in the same tables as those of messages. An account of their own, by a suffix that no account
/// has, keeps them out of whatever is counted, listed, looked up or purged of messages.</summary>
internal sealed class WebhookLedger(ISendLedger ledger, string suffix)
{
    public const string Claims = "/webhooks";
    public const string OptOuts = "/opt-outs";

    private const int MostTries = 3;

    private readonly LedgerHashing hashing = new(ledger);

    /// <summary>A row that is to be claimed.</summary>
    /// <param name="options">Whose it is.</param>
    /// <param name="what">What it stands for.</param>
    /// <param name="whom">Whom or what it is about.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="TwilioLedgerException">The ledger cannot be used.</exception>
    public async ValueTask<LedgerRow> RowAsync(TwilioConnectorOptions options, string what, string whom, DateTimeOffset now) => new()
    {
        Key = await KeyAsync(options, what, whom).ConfigureAwait(false),
        Endpoint = string.Empty,
        State = LedgerState.Claimed,
        Token = Guid.NewGuid(),
        SinceTwilio = now,
        BeganTwilio = now,
        Sender = string.Empty,
        Content = default,
        To = Redaction.Mask(whom),
    };

    public async ValueTask<LedgerKey> KeyAsync(TwilioConnectorOptions options, string what, string whom)
    {
        var hasher = await TryAsync(_ => hashing.GetAsync(CancellationToken.None).AsTask()).ConfigureAwait(false);
        return new LedgerKey(options.Account + suffix, hasher.OfKey(suffix + what), hasher.OfAddress(whom));
    }

    /// <summary>The row that stands after it was claimed: the caller's where the token is.</summary>
    public async Task<LedgerRow> ClaimAsync(LedgerRow row) =>
        (await TryAsync(ledger => ledger.ClaimAsync([row], CancellationToken.None)).ConfigureAwait(false))[0];

    public Task RecordAsync(LedgerRow row) => TryAsync(ledger => ledger.RecordAsync([row], CancellationToken.None));

    public Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row) =>
        TryAsync(ledger => ledger.ReplaceAsync(seen, row, CancellationToken.None));

    public Task<LedgerRow?> FindAsync(LedgerKey key) => ledger.FindAsync(key);

    // Whatever is said to a ledger may be repeated.
    private async Task<T> TryAsync<T>(Func<ISendLedger, Task<T>> use)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await use(ledger).ConfigureAwait(false);
            }
            catch (TwilioLedgerException) when (tries < MostTries)
            {
            }
        }
    }
}
