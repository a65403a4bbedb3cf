namespace TwilioSms.Sending;

/// <summary>Counts what is under way, for whoever waits until nothing is.</summary>
internal sealed class UnderWay
{
    private readonly object gate = new();
    private TaskCompletionSource<bool>? idle;
    private int count;

    public void Enter()
    {
        lock (gate)
        {
            count++;
        }
    }

    public void Leave()
    {
        lock (gate)
        {
            if (--count == 0)
            {
                idle?.TrySetResult(true);
                idle = null;
            }
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task IdleAsync()
    {
        lock (gate)
        {
            return count == 0
                ? Task.CompletedTask
                : (idle ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
