using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>Makes claimants of rows and of messages without a key, at one moment.</summary>
/// <param name="Now">Twilio's time.</param>
/// <param name="Wall">The time by the process's clock.</param>
/// <param name="SinceAsked">How long ago, by the stopwatch, the list was asked.</param>
/// <param name="Times">How long what takes.</param>
internal sealed record Claimants(DateTimeOffset Now, DateTimeOffset Wall, TimeSpan SinceAsked, LedgerTimes Times)
{
    // How far a clock may be off that nobody can vouch for: hours, and a wrong time zone is at most 14.
    private static readonly TimeSpan WrongClock = TimeSpan.FromHours(24);
    private static readonly DateTimeOffset Ever = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan UsualClock = TimeSpan.FromMinutes(1);

    /// <param name="row">The row, just read.</param>
    /// <param name="isOver">Whether its lease has passed.</param>
    /// <param name="isComplete">Whether it had passed its doubt when the list was asked.</param>
    public Claimant Of(LedgerRow row, bool isOver, bool isComplete)
    {
        var began = Now - (row.ReadAt - row.BeganDatabase);
        return new Claimant
        {
            Id = row.Token,
            Since = row.SinceTwilio,
            Began = row.BeganTwilio,
            End = (began > row.BeganTwilio ? began : row.BeganTwilio) + Times.Lease + Claimant.Late,
            Text = row.Trace,
            IsKeyed = true,
            IsOver = isOver,
            IsComplete = isComplete,
        };
    }

    /// <summary>A message that is looked up itself. Where nobody knows when it was under way by Twilio's clock, whatever is listed leaves
    /// it open.</summary>
    public Claimant Of(RecentSend send)
    {
        if (send.Lost?.Told is { } told)
        {
            return Of(send, told.Began - UsualClock, told.Ended + UsualClock, told.Began - WrongClock);
        }

        if (TimeOf(send) is { } known)
        {
            return Of(send, known.Since, known.End, null);
        }

        var passed = send.Began.ElapsedByWallClock > send.Began.ElapsedAtLeast ? send.Began.ElapsedByWallClock : send.Began.ElapsedAtLeast;
        return Of(send, DateTimeOffset.MaxValue, DateTimeOffset.MinValue, Now - passed - WrongClock);
    }

    /// <summary>A message as the rival of another one. Where nobody knows when it was under way, any message may be it.</summary>
    public Claimant OfRival(RecentSend send) => send.Lost?.Told is null && TimeOf(send) is { } known
        ? Of(send, known.Since, known.End, null)
        : Of(send, Ever, DateTimeOffset.MaxValue, null);

    private Claimant Of(RecentSend send, DateTimeOffset since, DateTimeOffset end, DateTimeOffset? possiblySince) => new()
    {
        Id = send.Id,
        Since = since,
        Began = send.BeganTwilio ?? since,
        End = end,
        Text = send.Trace.TextDigest,
        IsKeyed = false,
        IsOver = send.Lost is not null,
        IsComplete = IsComplete(send),
        AreOthersForgotten = send.Lost is { AreOthersForgotten: true },
        PossiblySince = possiblySince,
        IsTextListed = send.Trace.IsTextListed,
    };

    // The clock of another run may have been behind, so that what it began just now looks old.
    private bool IsComplete(RecentSend send) => send.Lost is { } lost
        && (lost.Ended.ElapsedAtLeast - SinceAsked >= Times.ListDelay || Wall - lost.Told?.Ended >= Times.ListDelay + WrongClock);

    private (DateTimeOffset Since, DateTimeOffset End)? TimeOf(RecentSend send) =>
        (send.BeganTwilio ?? TimeOf(send.Began)) is not { } since ? null
        : send.Lost is not { } lost ? (since, DateTimeOffset.MaxValue)
        : (lost.EndedTwilio ?? TimeOf(lost.Ended)) is { } ended ? (since, ended + ClockReading.Tolerance + Claimant.Late)
        : null;

    // By how long ago it was; never later than it was.
    private DateTimeOffset? TimeOf(ClockReading reading) =>
        reading.TryGetElapsed(out var elapsed) ? Now - elapsed - ClockReading.Tolerance : null;
}
