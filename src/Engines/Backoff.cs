namespace TwilioSms.Engines;

/// <summary>Pauses between tries of what others keep from succeeding: a second, then twice as long each time, up to the longest.</summary>
internal sealed class Backoff(TimeSpan longest)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private TimeSpan next = First;

    public TimeSpan Next()
    {
        var pause = next;
        next = 2 * pause < longest ? 2 * pause : longest;
        return pause;
    }

    /// <summary>A try succeeded.</summary>
    public void Reset() => next = First;
}
