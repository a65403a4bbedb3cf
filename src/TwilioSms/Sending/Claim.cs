using TwilioSms.Http;
using TwilioSms.Resolution;

namespace TwilioSms.Sending;

/// <summary>A recipient's row in the ledger, and the caller's claim to send where it is that.</summary>
internal sealed class Claim(ISendLedger ledger, ITwilioMessagesClient client, TwilioTime time, TimeProvider clock, KeyedMessage message, string to)
    : IFence
{
    private const int MostRenewals = 3;

    private readonly Guid token = Guid.NewGuid();
    private readonly LedgerHash toHash = message.HashOf(to);
    private LedgerRow? row;
    private ClaimTime began;

    public KeyedMessage Message { get; } = message;

    public string To { get; } = to;

    public LedgerKey Key => Message.KeyOf(toHash);

    /// <summary>The row as it was last seen; null where there is none.</summary>
    public LedgerRow? Row => row;

    /// <summary>Whether the caller may send.</summary>
    public bool IsOwn => row is { State: LedgerState.Claimed } standing && standing.Token == token;

    /// <summary>Why the fence let nothing through although the claim may still be the caller's; null where it did, or was not asked.</summary>
    public TwilioConnectorException? FenceError { get; private set; }

    /// <summary>The row as it is to be once claimed.</summary>
    public LedgerRow At(DateTimeOffset now) => Message.ClaimOf(To, toHash, token, now);

    /// <summary>The row stands so.</summary>
    /// <param name="standing">The row.</param>
    /// <param name="asked">When it was asked for, before the statement.</param>
    public void Stands(LedgerRow? standing, ClaimTime asked) => (row, began, FenceError) = (standing, asked, null);

    public async ValueTask<bool> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var renewals = 0; IsOwn && renewals <= MostRenewals; renewals++)
            {
                if (began.IsOpen(Message.Options.Timeout))
                {
                    return true;
                }

                await RenewAsync(cancellationToken).ConfigureAwait(false);
            }

            return false;
        }
        catch (TwilioConnectorException exception)
        {
            FenceError = exception;
            return false;
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var own = row!;
        var now = await time.GetNowAsync(client, Message.Endpoint, cancellationToken).ConfigureAwait(false);
        var asked = ClaimTime.Now(clock);
        var renewed = own with { Renewals = own.Renewals + 1, BeganTwilio = now, LookAfter = Message.Times.Lease };
        var isOwn = await ledger.ReplaceAsync(own, renewed, cancellationToken).ConfigureAwait(false) == LedgerWrite.Written;
        Stands(isOwn ? renewed : null, asked);
    }
}
