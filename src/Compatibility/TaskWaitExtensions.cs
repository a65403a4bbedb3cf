#if NETSTANDARD2_0
namespace TwilioSms;

internal static class TaskWaitExtensions
{
    public static async Task<T> WaitAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        var gone = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => gone.TrySetCanceled(cancellationToken));
        return await (await Task.WhenAny(task, gone.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
#endif
