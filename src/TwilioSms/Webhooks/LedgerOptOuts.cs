namespace TwilioSms.Webhooks;

/// <summary>Opt-outs as rows of the ledger that never run out: one that is there is <see cref="LedgerState.Sent"/>, one that was taken back is
/// <see cref="LedgerState.Free"/>. As with Twilio, who opts out over SMS or RCS has opted out of both.</summary>
internal sealed class LedgerOptOuts(WebhookLedger ledger, Func<TwilioConnectorOptions> options, TimeProvider clock) : IOptOutStore
{
    private const string Rcs = "rcs:";

    public async Task<bool> HasOptedOutAsync(string sender, string recipient, CancellationToken cancellationToken)
    {
        Check(sender, recipient, cancellationToken);
        return await FindAsync(sender, recipient).ConfigureAwait(false) is { State: LedgerState.Sent };
    }

    public async Task OptOutAsync(string sender, string recipient, CancellationToken cancellationToken)
    {
        Check(sender, recipient, cancellationToken);
        var row = await ledger.RowAsync(options(), sender, PhoneOf(recipient), clock.GetUtcNow()).ConfigureAwait(false);
        await ledger.RecordAsync(row with
        {
            State = LedgerState.Sent,
            MessageSid = row.Token.ToString("N"),
            SettledTwilio = row.BeganTwilio,
        }).ConfigureAwait(false);
    }

    public async Task OptInAsync(string sender, string recipient, CancellationToken cancellationToken)
    {
        Check(sender, recipient, cancellationToken);
        LedgerRow? row;
        do
        {
            row = await FindAsync(sender, recipient).ConfigureAwait(false);
        }
        while (row is { State: LedgerState.Sent }
            && await ledger.ReplaceAsync(row, row with { State = LedgerState.Free, Reason = LedgerReason.Person, MessageSid = null })
                .ConfigureAwait(false) != LedgerWrite.Written);
    }

    private async Task<LedgerRow?> FindAsync(string sender, string recipient) =>
        await ledger.FindAsync(await ledger.KeyAsync(options(), sender, PhoneOf(recipient)).ConfigureAwait(false)).ConfigureAwait(false);

    private static string PhoneOf(string recipient) =>
        recipient.StartsWith(Rcs, StringComparison.Ordinal) ? recipient.Substring(Rcs.Length) : recipient;

    private static void Check(string sender, string recipient, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
