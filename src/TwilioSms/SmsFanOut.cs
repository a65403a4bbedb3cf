using TwilioSms.Diagnostics;
using TwilioSms.Http;

namespace TwilioSms;

/// <summary>Sends one message to its recipients with a fixed number of workers, however many recipients there are.</summary>
internal sealed class SmsFanOut(
    ITwilioMessagesClient client, TimeProvider clock, SmsDiagnostics diagnostics, MessageRequest request, IReadOnlyList<string> recipients)
{
    private readonly SmsOutcome?[] outcomes = new SmsOutcome?[recipients.Count];
    private readonly long began = clock.GetTimestamp();
    private int last = -1;
    private volatile bool stopped;

    public async Task<SmsOutcome[]> RunAsync(CancellationToken cancellationToken)
    {
        var workers = Math.Min(request.Endpoint.Options.MaxConcurrency, recipients.Count);
        if (workers == 1)
        {
            await WorkAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var running = new Task[workers];
            for (var i = 0; i < workers; i++)
            {
                running[i] = WorkAsync(cancellationToken);
            }

            await Task.WhenAll(running).ConfigureAwait(false);
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is null)
            {
                var outcome = SmsOutcome.NotAttempted(recipients[i]);
                diagnostics.Record(request.Endpoint, outcome);
                outcomes[i] = outcome;
            }
        }

        return outcomes!;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!stopped && !cancellationToken.IsCancellationRequested)
        {
            var index = Interlocked.Increment(ref last);
            if (index >= outcomes.Length)
            {
                return;
            }

            diagnostics.RecordQueue(clock.GetElapsedTime(began));
            var outcome = await client.SendAsync(request, recipients[index], cancellationToken).ConfigureAwait(false);
            outcomes[index] = outcome;
            stopped |= outcome.Error is { } error && error.Code.ConcernsAccount();
        }
    }
}
