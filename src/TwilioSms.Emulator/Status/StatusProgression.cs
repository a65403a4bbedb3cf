using TwilioSms.Emulator.Callbacks;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Status;

/// <summary>Moves messages from status to status in due time. One timer serves them all, so a fake clock drives it exactly.</summary>
internal sealed class StatusProgression : IAsyncDisposable
{
    private readonly MessageStore _store;
    private readonly StatusCallbackSender _callbacks;
    private readonly TwilioEmulatorOptions _options;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<StatusStep, (DateTimeOffset Due, long Order)> _steps = new();
    private long _order;

    public StatusProgression(MessageStore store, StatusCallbackSender callbacks, TwilioEmulatorOptions options)
    {
        _store = store;
        _callbacks = callbacks;
        _options = options;
        _timer = options.TimeProvider.CreateTimer(
            static state => ((StatusProgression)state!).TakeDueSteps(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes charge of what becomes of the message from here.</summary>
    public void Follow(EmulatedMessage message)
    {
        if (StatusStep.After(message, _options) is not { } step)
        {
            return;
        }

        lock (_lock)
        {
            _steps.Enqueue(step, (step.Due, _order++));
            if (ReferenceEquals(_steps.Peek(), step))
            {
                WaitUntil(step.Due);
            }
        }
    }

    /// <summary>Cancels a message that still waits for its time.</summary>
    /// <returns>The cancelled message, or null where it is too late.</returns>
    public EmulatedMessage? Cancel(string sid) => Change(sid, message => message.Status == EmulatedMessageStatus.Scheduled
        ? message with { Status = EmulatedMessageStatus.Canceled, DateUpdated = _options.TimeProvider.GetUtcNow() }
        : null);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void TakeDueSteps()
    {
        while (TryTakeDueStep(out var step))
        {
            // A step of a message that was cancelled or deleted meanwhile changes nothing.
            if (Change(step.MessageSid, step.Apply) is { } message)
            {
                Follow(message);
            }
        }
    }

    private bool TryTakeDueStep(out StatusStep step)
    {
        lock (_lock)
        {
            if (!_steps.TryPeek(out step!, out _))
            {
                return false;
            }

            if (step.Due > _options.TimeProvider.GetUtcNow())
            {
                WaitUntil(step.Due);
                return false;
            }

            _steps.Dequeue();
            return true;
        }
    }

    private EmulatedMessage? Change(string sid, Func<EmulatedMessage, EmulatedMessage?> change)
    {
        var changed = _store.Change(sid, change);
        if (changed is not null)
        {
            _callbacks.Post(changed);
        }

        return changed;
    }

    private void WaitUntil(DateTimeOffset due)
    {
        var wait = due - _options.TimeProvider.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
