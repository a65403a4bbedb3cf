namespace TwilioSms.Tool.Bulk;

/// <summary>How many rows a run may begin. What turns out to have been settled by an earlier run is given back.</summary>
internal sealed class Allowance(int most)
{
    private readonly Lock gate = new();
    private int free = most;
    private int underWay;
    private TaskCompletionSource change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes one; waits where what is under way may still give one back.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TakeAsync()
    {
        while (true)
        {
            Task changed;
            lock (gate)
            {
                if (free > 0)
                {
                    free--;
                    underWay++;
                    return true;
                }

                if (underWay == 0)
                {
                    return false;
                }

                changed = change.Task;
            }

            await changed;
        }
    }

    /// <summary>What was begun is over.</summary>
    /// <param name="giveBack">Whether nothing was done for it.</param>
    public void Return(bool giveBack)
    {
        TaskCompletionSource changed;
        lock (gate)
        {
            free += giveBack ? 1 : 0;
            underWay--;
            changed = change;
            change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
