namespace TwilioSms.Sending;

/// <summary>Sends one message to its recipients, with as many workers as may be busy at a time.</summary>
internal sealed class MessageRun(MessageDelivery delivery, TimeProvider clock, PreparedMessage message, CancellationToken cancellationToken)
    : SendRun(delivery, mostUnanswered: 1)
{
    private readonly SmsOutcome[] outcomes = new SmsOutcome[message.Recipients.Count];
    private readonly long prepared = clock.GetTimestamp();
    private int last = -1;
    private volatile bool stopped;

    protected override bool IsStopped => stopped || cancellationToken.IsCancellationRequested;

    public async Task<SmsOutcome[]> RunAsync()
    {
        var workers = Math.Min(message.Request.Endpoint.Options.MaxConcurrency, outcomes.Length);
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

        return outcomes;
    }

    protected override ValueTask<bool> WaitAsync() => default;

    protected override bool TryTake(out Delivery next)
    {
        var index = Interlocked.Increment(ref last);
        next = index < outcomes.Length ? new Delivery(message, message.Recipients[index], index, prepared) : default;
        return index < outcomes.Length;
    }

    protected override void BeginNothingNew() => stopped = true;

    protected override ValueTask CompleteAsync(Delivery done, SmsOutcome outcome)
    {
        outcomes[done.Index] = outcome;
        return default;
    }
}
