using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>How long ago a claim was made or renewed. No clock decides that alone: a claim that was watched for that long by the stopwatch,
/// or one that is that old both by the database's clock and by Twilio's. A database whose clock is set ahead would turn running claims into
/// old ones; set back, it would block rows for hours, which the watching ends.</summary>
internal sealed class ClaimWatch(TwilioTime time, TimeProvider clock)
{
    private const int MostWatched = 10_000;

    private readonly object gate = new();
    private readonly Dictionary<LedgerKey, Sight> watched = [];

    /// <summary>Whether at least <paramref name="age"/> has passed since the row's claim was made or renewed.</summary>
    /// <param name="row">The row as it was read.</param>
    /// <param name="age">The time.</param>
    public bool Passed(LedgerRow row, TimeSpan age) => RemainingUntil(row, age) <= TimeSpan.Zero;

    /// <summary>How long it takes at most until <see cref="Passed"/> is true.</summary>
    public TimeSpan RemainingUntil(LedgerRow row, TimeSpan age)
    {
        var byWatching = age - clock.GetElapsedTime(FirstSeen(row));
        if (!time.TryGetNow(out var now))
        {
            return byWatching;
        }

        var byClocks = age - Min(row.ReadAt - row.BeganDatabase, now - row.BeganTwilio);
        return Min(byWatching, byClocks);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private long FirstSeen(LedgerRow row)
    {
        var now = clock.GetTimestamp();
        lock (gate)
        {
            if (watched.TryGetValue(row.Key, out var sight) && sight.Token == row.Token && sight.Renewals == row.Renewals)
            {
                return sight.First;
            }

            if (watched.Count >= MostWatched)
            {
                Forget(now);
            }

            if (watched.Count < MostWatched || watched.ContainsKey(row.Key))
            {
                watched[row.Key] = new Sight(row.Token, row.Renewals, now);
            }

            return now;
        }
    }

    // What is in doubt for longer than that is parked: nobody asks about it any more.
    private void Forget(long now)
    {
        foreach (var key in watched.Where(pair => clock.GetElapsedTime(pair.Value.First, now) > LedgerTimes.TooLong).Select(static pair => pair.Key).ToList())
        {
            watched.Remove(key);
        }
    }

    private readonly record struct Sight(Guid Token, int Renewals, long First);
}
