using System.Runtime.ExceptionServices;

namespace TwilioSms.Sending;

/// <summary>What the deliveries of one call share: workers that take one after the other, and the knowledge of when to take no more.</summary>
/// <param name="delivery">Delivers.</param>
/// <param name="mostUnanswered">One request that breaks says little. As many as these in a row say that nothing gets through any more.</param>
internal abstract class SendRun(MessageDelivery delivery, int mostUnanswered)
{
    private int unansweredInARow;
    private ExceptionDispatchInfo? failure;

    protected MessageDelivery Deliveries { get; } = delivery;

    /// <summary>What stopped the run; null where nothing did.</summary>
    public ExceptionDispatchInfo? Failure => failure;

    /// <summary>Whether nothing more is to be begun.</summary>
    protected abstract bool IsStopped { get; }

    /// <summary>Takes the next delivery once there is one; false where none will come.</summary>
    protected abstract ValueTask<bool> WaitAsync();

    /// <summary>Takes the next delivery where there is one.</summary>
    protected abstract bool TryTake(out Delivery next);

    /// <summary>Told that a key was used for other content; null where that does not matter.</summary>
    protected virtual Action<TwilioIdempotencyException>? Refuse => null;

    /// <summary>Waits for the turn of a delivery. The outcome where it needs no turn, or gets none.</summary>
    protected virtual ValueTask<SmsOutcome?> WaitForTurnAsync(Delivery next) => new(SkipWhereStopped(next));

    /// <summary>Nothing more is begun.</summary>
    protected abstract void BeginNothingNew();

    /// <summary>A delivery is over.</summary>
    protected abstract ValueTask CompleteAsync(Delivery done, SmsOutcome outcome);

    /// <summary>Works until there is nothing left to be taken. What is taken after the run stopped is not attempted.</summary>
    protected async Task WorkAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (TryTake(out var next))
            {
                var outcome = await WaitForTurnAsync(next).ConfigureAwait(false);
                if (outcome is null)
                {
                    outcome = await Deliveries.DeliverAsync(next, Refuse, cancellationToken).ConfigureAwait(false);
                    StopWhereHopeless(outcome);
                }

                await CompleteAsync(next, outcome).ConfigureAwait(false);
            }
        }
        while (await WaitAsync().ConfigureAwait(false));
    }

    /// <summary>The outcome of a delivery whose turn came too late; null where it may begin.</summary>
    protected SmsOutcome? SkipWhereStopped(Delivery next) => IsStopped || Deliveries.IsStopping ? Deliveries.Skip(next) : null;

    /// <summary>Keeps the first reason there is, and begins nothing more.</summary>
    protected void Stop(Exception exception)
    {
        Keep(exception);
        BeginNothingNew();
    }

    /// <summary>Keeps the first reason there is.</summary>
    protected void Keep(Exception exception)
    {
        if (failure is null)
        {
            var info = exception is TwilioConnectorException error ? error.With(null) : ExceptionDispatchInfo.Capture(exception);
            Interlocked.CompareExchange(ref failure, info, null);
        }
    }

    // What is wrong for one recipient is wrong for all. An answer that was lost is not: the next message may well get through.
    private void StopWhereHopeless(SmsOutcome outcome)
    {
        var unanswered = outcome is { State: SmsOutcomeState.Unknown, Error.Code: SmsErrorCode.TwilioConnectionError };
        var inARow = unanswered ? Interlocked.Increment(ref unansweredInARow) : Interlocked.Exchange(ref unansweredInARow, 0);
        if (outcome.Error is { } error && (error is TwilioLedgerException || error.Code.ConcernsAccount()) && (!unanswered || inARow >= mostUnanswered))
        {
            Stop(error);
        }
    }
}
