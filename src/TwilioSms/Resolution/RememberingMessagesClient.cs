using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Keeps with each message whose fate is unknown what it takes to look it up, and looks it up at once where that is asked
/// for.</summary>
internal sealed class RememberingMessagesClient(ITwilioMessagesClient inner, AttemptLedger ledger, TimeProvider clock) : ITwilioMessagesClient
{
    public async Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        var attempt = ledger.Begin(request.Trace, to);
        var outcome = await inner.SendAsync(request, to, cancellationToken).ConfigureAwait(false);
        ledger.End(attempt, outcome);
        if (outcome.State != SmsOutcomeState.Unknown)
        {
            return outcome;
        }

        outcome.Attempt = attempt;
        return request.Endpoint.Options.ResolveUnknown
            ? await ResolveAsync(request.Endpoint, outcome, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    public Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken) =>
        inner.ReadPageAsync(endpoint, page, cancellationToken);

    public Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken) =>
        inner.ReadMessageAsync(endpoint, sid, cancellationToken);

    private async Task<SmsOutcome> ResolveAsync(TwilioEndpoint endpoint, SmsOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            return await new SmsResolver(inner, ledger, clock, endpoint).ResolveAsync(outcome, [], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TwilioApiException or OperationCanceledException)
        {
            // What broke the send may break the search too. The send's own error is what the caller has to know.
            return outcome;
        }
    }
}
