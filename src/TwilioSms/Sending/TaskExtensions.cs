namespace TwilioSms.Sending;

internal static class TaskExtensions
{
    /// <summary>Waits for a task, or until the wait is cancelled; true where the task is over. The task goes on, and what it throws then is
    /// nobody's concern any more.</summary>
    public static async Task<bool> OrCanceledAsync(this Task task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted && cancellationToken.CanBeCanceled)
        {
            var canceled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(static source => ((TaskCompletionSource<bool>)source!).TrySetResult(true), canceled))
            {
                await Task.WhenAny(task, canceled.Task).ConfigureAwait(false);
            }

            if (!task.IsCompleted)
            {
                _ = task.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                return false;
            }
        }

        await task.ConfigureAwait(false);
        return true;
    }
}
