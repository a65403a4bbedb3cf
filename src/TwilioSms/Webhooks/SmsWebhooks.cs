using TwilioSms.Diagnostics;

namespace TwilioSms.Webhooks;

/// <summary>Claims what was posted, has it handled, and settles the claim.</summary>
internal sealed class SmsWebhooks(
    WebhookLedger ledger, IOptOutStore optOuts, Func<TwilioConnectorOptions> options, TimeProvider clock, LedgerDiagnostics diagnostics)
    : ISmsWebhooks
{
    // As the API refuses it, and as it is told later.
    private const int OptedOut = 21610;
    private const int FoundOptedOut = 30630;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Well over the handler's time, as one that does not heed its token goes on, and another's claim would have it run twice.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    public Task<SmsWebhookRun> RunOnceAsync(SmsIncomingMessage message, Func<CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(handle);
        return RunOnceAsync(
            $"incoming:{message.MessageSid}",
            async cancellationToken =>
            {
                await KeepAsync(message, cancellationToken).ConfigureAwait(false);
                await handle(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<SmsWebhookRun> RunOnceAsync(SmsStatusUpdate update, Func<CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(handle);
        return RunOnceAsync(
            $"status:{update.MessageSid}:{update.StatusText}",
            async cancellationToken =>
            {
                await KeepAsync(update, cancellationToken).ConfigureAwait(false);
                await handle(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private async Task<SmsWebhookRun> RunOnceAsync(string delivery, Func<CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var row = await ledger.RowAsync(options(), delivery, delivery, clock.GetUtcNow()).ConfigureAwait(false);
        var standing = await ledger.ClaimAsync(row).ConfigureAwait(false);
        if (standing is { State: LedgerState.Claimed } && standing.Token != row.Token && standing.ReadAt - standing.BeganDatabase > Lease)
        {
            standing = await TakeOverAsync(standing, row).ConfigureAwait(false);
        }

        if (standing.State != LedgerState.Claimed)
        {
            return SmsWebhookRun.Repeated;
        }

        if (standing.Token != row.Token)
        {
            return SmsWebhookRun.UnderWay;
        }

        await HandleAsync(standing, handle, cancellationToken).ConfigureAwait(false);
        await SettleAsync(standing, delivery).ConfigureAwait(false);
        return SmsWebhookRun.Ran;
    }

    // Whoever claimed it died, or does not come back for other reasons.
    private async Task<LedgerRow> TakeOverAsync(LedgerRow seen, LedgerRow row)
    {
        var claim = row with { Renewals = seen.Renewals + 1 };
        return await ledger.ReplaceAsync(seen, claim).ConfigureAwait(false) == LedgerWrite.Written ? claim : seen;
    }

    private async Task HandleAsync(LedgerRow claim, Func<CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        using var patience = TimeoutSource.Create(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await handle(either.Token).ConfigureAwait(false);
        }
        catch
        {
            await GiveBackAsync(claim).ConfigureAwait(false);
            throw;
        }
    }

    private async Task GiveBackAsync(LedgerRow claim)
    {
        try
        {
            await ledger.ReplaceAsync(claim, claim with { State = LedgerState.Free, Reason = LedgerReason.Certain }).ConfigureAwait(false);
        }
        catch (TwilioLedgerException exception)
        {
            diagnostics.RecordUnsettledWebhook(exception);
        }
    }

    // The handler ran, and Twilio is told so, whatever becomes of the claim: what stays claimed is free again after its lease.
    private async Task SettleAsync(LedgerRow claim, string delivery)
    {
        var now = clock.GetUtcNow();
        try
        {
            await ledger.RecordAsync(claim with
            {
                State = LedgerState.Sent,
                MessageSid = delivery,
                SettledTwilio = now,
                KeepUntilTwilio = now + options().LedgerRetention,
            }).ConfigureAwait(false);
        }
        catch (TwilioLedgerException exception)
        {
            diagnostics.RecordUnsettledWebhook(exception);
        }
    }

    // Twilio blocks the number that was written to, and with it the whole Messaging Service that it belongs to.
    private async Task KeepAsync(SmsIncomingMessage message, CancellationToken cancellationToken)
    {
        if (message.OptOutType is not (SmsOptOutType.Stop or SmsOptOutType.Start) || message.From.Length == 0)
        {
            return;
        }

        foreach (var sender in (IEnumerable<string?>)[message.To, message.MessagingServiceSid])
        {
            if (!string.IsNullOrEmpty(sender))
            {
                await (message.OptOutType == SmsOptOutType.Stop
                    ? optOuts.OptOutAsync(sender!, message.From, cancellationToken)
                    : optOuts.OptInAsync(sender!, message.From, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private async Task KeepAsync(SmsStatusUpdate update, CancellationToken cancellationToken)
    {
        if (update.ErrorCode is OptedOut or FoundOptedOut && (update.MessagingServiceSid ?? update.From) is { } sender && update.To is { } recipient)
        {
            await optOuts.OptOutAsync(sender, recipient, cancellationToken).ConfigureAwait(false);
        }
    }
}
