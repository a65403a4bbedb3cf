using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Keeps with each message whose fate is unknown what it takes to look it up.</summary>
internal sealed class RememberingMessagesClient(ITwilioMessagesClient inner, AttemptLedger ledger) : ITwilioMessagesClient
{
    public async Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        var attempt = ledger.Begin(request.Trace, to);
        var outcome = await inner.SendAsync(request, to, cancellationToken).ConfigureAwait(false);
        ledger.End(attempt, outcome);
        if (outcome.State == SmsOutcomeState.Unknown)
        {
            outcome.Attempt = attempt;
        }

        return outcome;
    }

    public Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken) =>
        inner.ReadPageAsync(endpoint, page, cancellationToken);
}
