namespace TwilioSms.Sending;

/// <summary>Sends one message to its recipients, with as many workers as may be busy at a time.</summary>
internal sealed class MessageRun(MessageDelivery delivery, TimeProvider clock, PreparedMessage message, CancellationToken cancellationToken)
    : SendRun(delivery, mostUnanswered: 1)
{
    private readonly long prepared = clock.GetTimestamp();
    private Claim[] claims = [];
    private int last = -1;
    private volatile bool stopped;

    protected override bool IsStopped => stopped || cancellationToken.IsCancellationRequested;

    /// <summary>What became of each recipient, in their order.</summary>
    public SmsOutcome[] Outcomes { get; } = new SmsOutcome[message.Recipients.Count];

    /// <summary>That the key was used for other content; null where it was not.</summary>
    public TwilioIdempotencyException? Conflict { get; private set; }

    protected override Action<TwilioIdempotencyException>? Refuse => message.Message.IdempotencyKey is null ? null : RefuseAll;

    public Task RunAsync()
    {
        var workers = Math.Min(message.Request.Endpoint.Options.MaxConcurrency, Outcomes.Length);
        return workers == 1 ? WorkAsync(cancellationToken) : RunAsync(workers);
    }

    protected override ValueTask<bool> WaitAsync() => default;

    protected override bool TryTake(out Delivery next)
    {
        var index = Interlocked.Increment(ref last);
        next = index < Outcomes.Length
            ? new Delivery(message, message.Recipients[index], index, prepared, index < claims.Length ? claims[index] : null)
            : default;
        return index < Outcomes.Length;
    }

    protected override void BeginNothingNew() => stopped = true;

    protected override ValueTask CompleteAsync(Delivery done, SmsOutcome outcome)
    {
        Outcomes[done.Index] = outcome;
        return default;
    }

    private async Task RunAsync(int workers)
    {
        if (message.Message.IdempotencyKey is not null)
        {
            await ClaimAsync(workers).ConfigureAwait(false);
        }

        var running = new Task[workers];
        for (var i = 0; i < workers; i++)
        {
            running[i] = WorkAsync(cancellationToken);
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    // Those that can begin at once, in one statement. Where one was claimed for other content before, nobody is sent to.
    private async Task ClaimAsync(int count)
    {
        claims = await Deliveries.ClaimAsync(message, [.. message.Recipients.Take(count)], cancellationToken).ConfigureAwait(false);
        foreach (var claim in claims)
        {
            if (KeyedSends.ConflictOf(claim) is { } conflict)
            {
                RefuseAll(conflict);
            }
        }
    }

    private void RefuseAll(TwilioIdempotencyException conflict)
    {
        Conflict = conflict;
        BeginNothingNew();
    }
}
