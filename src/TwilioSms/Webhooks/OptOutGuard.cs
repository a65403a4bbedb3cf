using TwilioSms.Diagnostics;
using TwilioSms.Errors;
using TwilioSms.Http;

namespace TwilioSms.Webhooks;

/// <summary>Keeps messages from those who do not want them, where the host says so, and learns from Twilio who does not.</summary>
/// <param name="store">Finds the store, once it is needed.</param>
/// <param name="isAsked">Whether the host wants the store to be asked before each message.</param>
/// <param name="diagnostics">Told what cannot be kept.</param>
internal sealed class OptOutGuard(Func<IOptOutStore> store, bool isAsked, LedgerDiagnostics diagnostics)
{
    private const int OptedOut = 21610;

    public bool IsAsked => isAsked;

    /// <summary>The outcome of a recipient who has opted out; null for all others.</summary>
    /// <exception cref="TwilioLedgerException">The store cannot be used: nobody knows, so nothing is sent.</exception>
    public async ValueTask<SmsOutcome?> RefuseAsync(MessageRequest request, string to, CancellationToken cancellationToken)
    {
        bool hasOptedOut;
        try
        {
            hasOptedOut = await store().HasOptedOutAsync(request.Trace.Sender, to, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (TwilioConnectorException or OperationCanceledException))
        {
            throw new TwilioLedgerException($"The store of opt-outs failed unexpectedly: {exception.GetType().Name}.", exception);
        }

        return hasOptedOut
            ? SmsOutcome.Failed(to, TwilioErrors.Create(new TwilioApiError("Nothing was sent, and Twilio was not asked.") { TwilioCode = OptedOut }))
            : null;
    }

    /// <summary>Keeps that Twilio refused a message because its recipient has opted out. The outcome does not wait on it to succeed.</summary>
    public ValueTask LearnAsync(MessageRequest request, SmsOutcome outcome) =>
        outcome.Error is TwilioApiException { TwilioCode: OptedOut } ? KeepAsync(request, outcome) : default;

    private async ValueTask KeepAsync(MessageRequest request, SmsOutcome outcome)
    {
        try
        {
            await store().OptOutAsync(request.Trace.Sender, outcome.To, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store of the host's own must not cost the outcome. Twilio refuses the next message as well.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            diagnostics.RecordOptOutNotKept(exception);
        }
    }
}
