using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TwilioSms.Ledger;

/// <summary>The ledger where no other is chosen: it protects what one process sends while it runs. It keeps 100,000 rows; what it forgets
/// after that is not protected any more, and <see cref="Forgot"/> says so.</summary>
internal sealed class MemoryLedger : ISendLedger
{
    public const int DefaultCapacity = 100_000;

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ClockWasSetBack = TimeSpan.FromHours(1);
    private static readonly TimeSpan PaceWasSetBack = TimeSpan.FromMinutes(10);
    private static readonly Task<IReadOnlyList<LedgerWrite>> OneWritten = Task.FromResult<IReadOnlyList<LedgerWrite>>([LedgerWrite.Written]);

    private readonly TimeProvider clock;
    private readonly int capacity;
    private readonly byte[] salt = new byte[LedgerHash.Length];
    private readonly object gate = new();
    private readonly MemoryRows rows = new();
    private readonly Dictionary<(string Account, string Sender), DateTimeOffset> paces = [];

    public MemoryLedger(TimeProvider clock, int capacity = DefaultCapacity)
    {
        this.clock = clock;
        this.capacity = capacity;
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(salt);
    }

    /// <summary>Rows had to make room. A settled one may be sent again when its key comes back, one in doubt as well, and nobody will find
    /// out what became of it. Raised by the call that needed the room, after it is done.</summary>
    public event Action<ForgottenRows>? Forgot;

    public bool IsDurable => false;

    public Task<ReadOnlyMemory<byte>> GetSaltAsync(CancellationToken cancellationToken) => Task.FromResult<ReadOnlyMemory<byte>>(salt);

    public Task<IReadOnlyList<LedgerRow>> ClaimAsync(IReadOnlyList<LedgerRow> claims, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var standing = new LedgerRow[claims.Count];
        var forgotten = default(ForgottenRows);
        lock (gate)
        {
            var now = clock.GetUtcNow();
            for (var i = 0; i < standing.Length; i++)
            {
                var row = Claim(claims[i], now, ref forgotten);
                standing[i] = rows.FindElsewhere(row.Key) is { } elsewhere ? row with { Elsewhere = Read(elsewhere, now) } : row;
            }
        }

        Tell(forgotten);
        return Task.FromResult<IReadOnlyList<LedgerRow>>(standing);
    }

    public Task<IReadOnlyList<LedgerWrite>> RecordAsync(IReadOnlyList<LedgerRow> sent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LedgerWrite[]? writes = null;
        var forgotten = default(ForgottenRows);
        lock (gate)
        {
            var now = clock.GetUtcNow();
            for (var i = 0; i < sent.Count; i++)
            {
                var write = Record(sent[i], now, ref forgotten);
                if (sent.Count > 1 || write != LedgerWrite.Written)
                {
                    (writes ??= new LedgerWrite[sent.Count])[i] = write;
                }
            }
        }

        Tell(forgotten);
        return writes is null && sent.Count == 1 ? OneWritten : Task.FromResult<IReadOnlyList<LedgerWrite>>(writes ?? []);
    }

    public Task<LedgerWrite> ReplaceAsync(LedgerRow seen, LedgerRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (rows.Find(row.Key) is not { Row: var standing } entry
                || standing.State != seen.State || standing.Token != seen.Token || standing.Renewals != seen.Renewals)
            {
                return Task.FromResult(LedgerWrite.Changed);
            }

            if (IsOwnedByAnother(row, entry))
            {
                return Task.FromResult(LedgerWrite.MessageOwned);
            }

            var began = row.Renewals > seen.Renewals ? now : standing.BeganDatabase;
            rows.Replace(entry, row with { BeganDatabase = began, Elsewhere = null }, now);
            return Task.FromResult(LedgerWrite.Written);
        }
    }

    public Task<IReadOnlyList<LedgerRow>> FindAsync(LedgerHash key, LedgerHash to, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Read(rows.FindAll(key, to));
        }
    }

    public Task<IReadOnlyList<LedgerRow>> FindRivalsAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Read(rows.FindRivals(row));
        }
    }

    public Task<IReadOnlyCollection<string>> FindOwnedAsync(
        string account, IReadOnlyCollection<string> messageSids, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyCollection<string>>([.. messageSids.Where(sid => rows.FindOwner(account, sid) is not null)]);
        }
    }

    public Task<LedgerRow?> FindWitnessAsync(
        string account, string callingCode, DateTimeOffset settledBefore, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<LedgerRow?>(rows.LatestSent().FirstOrDefault(row => row.IsNumberKept
                && row.Key.Account == account && row.CallingCode == callingCode && row.SettledTwilio < settledBefore));
        }
    }

    public Task<IReadOnlyList<LedgerRow>> TakeDueAsync(string account, int most, double jitter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var due = rows.Of(account, LedgerState.Claimed)
                .Where(entry => (DateTimeOffset?)entry.LookAt is { } lookAt && (lookAt <= now || lookAt > now + ClockWasSetBack))
                .Take(most)
                .ToList();
            foreach (var entry in due)
            {
                var wait = Math.Min(FirstLook.TotalSeconds * Math.Pow(2, entry.Row.Looks), LongestLook.TotalSeconds) * (1 + jitter);
                entry.Row = entry.Row with { Looks = entry.Row.Looks + 1 };
                entry.LookAt = now + TimeSpan.FromSeconds(wait);
            }

            return Read(due);
        }
    }

    public async IAsyncEnumerable<LedgerRow> ListAsync(
        string account, LedgerState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<LedgerRow>> list;
        lock (gate)
        {
            list = Read(rows.Of(account, state));
        }

        foreach (var row in await list.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public Task<LedgerCounts> CountAsync(string account, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var claims = rows.Of(account, LedgerState.Claimed).Select(entry => entry.Row.BeganDatabase).ToList();
            return Task.FromResult(new LedgerCounts
            {
                Claimed = claims.Count,
                Parked = rows.Of(account, LedgerState.Parked).Count(),
                OldestClaim = claims.Count == 0 ? null : now - claims.Min(),
            });
        }
    }

    public Task<int> PurgeAsync(
        string account, DateTimeOffset now, DateTimeOffset freeBefore, int most, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var over = rows.Of(account, LedgerState.Sent).Where(entry => entry.Row.KeepUntilTwilio < now)
                .Concat(rows.Of(account, LedgerState.Free).Where(entry => entry.Row.BeganTwilio < freeBefore))
                .Take(most)
                .ToList();
            over.ForEach(rows.Remove);
            return Task.FromResult(over.Count);
        }
    }

    public Task<TimeSpan> ReserveAsync(string account, string sender, int count, TimeSpan gap, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var first = paces.TryGetValue((account, sender), out var next) && next > now && next <= now + PaceWasSetBack ? next : now;
            paces[(account, sender)] = first + TimeSpan.FromTicks(gap.Ticks * count);
            return Task.FromResult(first - now);
        }
    }

    private LedgerRow Claim(LedgerRow claim, DateTimeOffset now, ref ForgottenRows forgotten)
    {
        if (rows.Find(claim.Key) is not { } entry)
        {
            Add(claim.Begin(now), now, ref forgotten);
            return claim;
        }

        var standing = entry.Row;
        if (standing.State != LedgerState.Free && (standing.State != LedgerState.Claimed || standing.Token != claim.Token))
        {
            return Read(entry, now);
        }

        var mayBeListed = standing.State == LedgerState.Claimed || standing.Reason == LedgerReason.LookUp;
        var claimed = claim with
        {
            State = LedgerState.Claimed,
            Renewals = standing.Renewals + 1,
            SinceTwilio = mayBeListed ? standing.SinceTwilio : claim.SinceTwilio,
            BeganDatabase = now,
            ReadAt = now,
        };
        rows.Replace(entry, claimed, now);
        return claimed;
    }

    private LedgerWrite Record(LedgerRow sent, DateTimeOffset now, ref ForgottenRows forgotten)
    {
        var entry = rows.Find(sent.Key);
        if (entry?.Row.State == LedgerState.Sent)
        {
            return entry.Row.MessageSid == sent.MessageSid ? LedgerWrite.Written : LedgerWrite.Changed;
        }

        if (IsOwnedByAnother(sent, entry))
        {
            return LedgerWrite.MessageOwned;
        }

        if (entry is null)
        {
            Add(sent with { BeganDatabase = now }, now, ref forgotten);
        }
        else
        {
            // The claim that sent is not always the one that stands; the renewals never go back.
            var isOwn = entry.Row.Token == sent.Token && entry.Row.Renewals == sent.Renewals;
            rows.Replace(entry, isOwn ? sent : sent with { Token = entry.Row.Token, Renewals = entry.Row.Renewals }, now);
        }

        return LedgerWrite.Written;
    }

    private bool IsOwnedByAnother(LedgerRow row, MemoryRows.Entry? entry) =>
        row.MessageSid is { } messageSid && rows.FindOwner(row.Key.Account, messageSid) is { } owner && owner != entry;

    private void Add(LedgerRow row, DateTimeOffset now, ref ForgottenRows forgotten)
    {
        if (rows.Count >= capacity && rows.LeastNeeded() is { } least)
        {
            forgotten = forgotten.With(least.Row.State);
            rows.Remove(least);
        }

        rows.Add(row, now);
    }

    private void Tell(ForgottenRows forgotten)
    {
        if (forgotten != default)
        {
            Forgot?.Invoke(forgotten);
        }
    }

    private Task<IReadOnlyList<LedgerRow>> Read(IEnumerable<MemoryRows.Entry> entries)
    {
        var now = clock.GetUtcNow();
        return Task.FromResult<IReadOnlyList<LedgerRow>>([.. entries.Select(entry => Read(entry, now))]);
    }

    private static LedgerRow Read(MemoryRows.Entry entry, DateTimeOffset now) =>
        entry.Row with { ReadAt = now, LookAfter = (DateTimeOffset?)entry.LookAt - now };
}
