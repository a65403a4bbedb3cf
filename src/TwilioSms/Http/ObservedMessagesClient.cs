using TwilioSms.Diagnostics;

namespace TwilioSms.Http;

/// <summary>Traces, measures and logs what happens to each recipient, when it happens.</summary>
internal sealed class ObservedMessagesClient(ITwilioMessagesClient inner, TimeProvider clock, SmsDiagnostics diagnostics)
    : ITwilioMessagesClient
{
    public async Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        using var activity = SmsActivity.StartRecipient(request.Endpoint, to);
        var began = clock.GetTimestamp();
        var outcome = await inner.SendAsync(request, to, cancellationToken).ConfigureAwait(false);
        activity.SetOutcome(outcome);
        diagnostics.Record(request.Endpoint, outcome, clock.GetElapsedTime(began));
        return outcome;
    }

    public Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken) =>
        inner.ReadPageAsync(endpoint, page, cancellationToken);

    public Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken) =>
        inner.ReadMessageAsync(endpoint, sid, cancellationToken);
}
