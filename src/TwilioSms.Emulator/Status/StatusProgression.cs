using TwilioSms.Emulator.Callbacks;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Status;

/// <summary>Moves messages from status to status in due time. One timer serves them all, so a fake clock drives it exactly.</summary>
internal sealed class StatusProgression : IAsyncDisposable
{
    private readonly MessageStore store;
    private readonly StatusCallbackSender callbacks;
    private readonly TwilioEmulatorOptions options;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly PriorityQueue<StatusStep, (DateTimeOffset Due, long Order)> steps = new();
    private long order;

    public StatusProgression(MessageStore store, StatusCallbackSender callbacks, TwilioEmulatorOptions options)
    {
        this.store = store;
        this.callbacks = callbacks;
        this.options = options;
        timer = options.TimeProvider.CreateTimer(
            static state => ((StatusProgression)state!).TakeDueSteps(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes charge of what becomes of the message from here.</summary>
    public void Follow(EmulatedMessage message)
    {
        if (StatusStep.After(message, options) is not { } step)
        {
            return;
        }

        lock (gate)
        {
            steps.Enqueue(step, (step.Due, order++));
            if (ReferenceEquals(steps.Peek(), step))
            {
                WaitUntil(step.Due);
            }
        }
    }

    /// <summary>Cancels a message that is still scheduled.</summary>
    /// <returns>The cancelled message, or null where it is too late.</returns>
    public EmulatedMessage? Cancel(string sid) => Change(sid, message => message.Status == EmulatedMessageStatus.Scheduled
        ? message with { Status = EmulatedMessageStatus.Canceled, DateUpdated = options.TimeProvider.GetUtcNow() }
        : null);

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    /// <summary>Does what is due. Once it returns, nothing is left that was due when it was called, whoever did it.</summary>
    public void TakeDueSteps()
    {
        while (TakeDueStep())
        {
        }
    }

    private bool TakeDueStep()
    {
        lock (gate)
        {
            if (!steps.TryPeek(out var step, out _))
            {
                return false;
            }

            if (step.Due > options.TimeProvider.GetUtcNow())
            {
                WaitUntil(step.Due);
                return false;
            }

            steps.Dequeue();
            // A step of a message that was cancelled or deleted meanwhile changes nothing.
            if (Change(step.MessageSid, step.Apply) is { } message)
            {
                Follow(message);
            }

            return true;
        }
    }

    private EmulatedMessage? Change(string sid, Func<EmulatedMessage, EmulatedMessage?> change)
    {
        var changed = store.Change(sid, change);
        if (changed is not null)
        {
            callbacks.Post(changed);
        }

        return changed;
    }

    private void WaitUntil(DateTimeOffset due)
    {
        var wait = due - options.TimeProvider.GetUtcNow();
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
