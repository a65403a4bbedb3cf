namespace TwilioSms.Sending;

/// <summary>Counts what is under way, for whoever waits until nothing is.</summary>
internal sealed class UnderWay
{
    private readonly object gate = new();
    private TaskCompletionSource<bool>? idle;
    private int count;

    public void Enter() => Interlocked.Increment(ref count);

    public void Leave()
    {
        if (Interlocked.Decrement(ref count) == 0)
        {
            TellWhereIdle();
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task IdleAsync()
    {
        Task waiting;
        lock (gate)
        {
            waiting = (idle ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        // Whoever left before there was anybody to be told did not tell.
        TellWhereIdle();
        return waiting;
    }

    // Another may have entered since the last one left: then it is for that one to tell.
    private void TellWhereIdle()
    {
        lock (gate)
        {
            if (Volatile.Read(ref count) == 0)
            {
                idle?.TrySetResult(true);
                idle = null;
            }
        }
    }
}
