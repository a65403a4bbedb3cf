using System.Diagnostics;

namespace TwilioSms.Diagnostics;

/// <summary>Stands between what happens and whoever watches: a logger, a meter's or an activity's listener, a progress callback. Whatever one
/// of them throws must not cost the outcome that it was to be told of: what was sent would be forgotten.</summary>
internal sealed class Wall(HarmlessLogger logger)
{
    private int told;

    /// <summary>Tells a watcher something.</summary>
    /// <param name="watcher">What kind of watcher it is, for the log.</param>
    /// <param name="state">What it is told.</param>
    /// <param name="tell">Tells it.</param>
    public void Tell<TState>(string watcher, TState state, Action<TState> tell)
    {
        try
        {
            tell(state);
        }
#pragma warning disable CA1031 // The watchers are the host's own and throw what they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(watcher, exception);
        }
    }

    /// <summary>Begins a span. Where a listener throws, there is none, and what was current before is current again.</summary>
    public Activity? Start<TState>(TState state, Func<TState, Activity?> start)
    {
        var current = Activity.Current;
        try
        {
            return start(state);
        }
#pragma warning disable CA1031 // The listeners are the host's own and throw what they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Activity.Current = current;
            Report("activity listener", exception);
            return null;
        }
    }

    /// <summary>Ends a span.</summary>
    public void Stop(Activity? activity)
    {
        try
        {
            activity?.Dispose();
        }
#pragma warning disable CA1031 // The listeners are the host's own and throw what they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report("activity listener", exception);
        }
    }

    // Once: it would be the same for a million recipients.
    private void Report(string watcher, Exception exception)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
        {
            SmsLog.WatcherFailed(logger, watcher, exception.GetType().Name);
        }
    }
}
