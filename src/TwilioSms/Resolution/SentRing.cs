namespace TwilioSms.Resolution;

/// <summary>The SIDs of the messages that were sent last, whoever they went to. It holds no object, as many millions may pass through it,
/// and adding one costs the same whatever is in it.</summary>
internal sealed class SentRing(TimeProvider clock)
{
    private const int Capacity = 16_384;

    private Entry[] ring = new Entry[64];
    private long count;
    private long? forgotten;

    /// <param name="number">The hash of sender and recipient. Where two share one, each knows the messages of the other, which does no harm.</param>
    /// <param name="messageSid">The message.</param>
    public void Add(int number, string messageSid)
    {
        if (!TryRead(messageSid, out var id))
        {
            return;
        }

        if (count == ring.Length && ring.Length < Capacity)
        {
            Array.Resize(ref ring, ring.Length * 2);
        }

        ref var entry = ref ring[count % ring.Length];
        if (count >= ring.Length)
        {
            forgotten = entry.Sent;
        }

        entry = new Entry(number, id, clock.GetTimestamp());
        count++;
    }

    /// <summary>The messages to a number.</summary>
    public IEnumerable<Guid> To(int number) => All().Where(entry => entry.Number == number).Select(static entry => entry.Id);

    public bool Contains(Guid id) => All().Any(entry => entry.Id == id);

    /// <summary>Whether all that was sent within <paramref name="age"/> is known.</summary>
    public bool Remembers(TimeSpan age) => forgotten is not { } last || clock.GetElapsedTime(last) > age;

    /// <summary>The part of a SID that tells it from others: 32 hexadecimal digits after two letters.</summary>
    public static bool TryRead(string messageSid, out Guid id)
    {
        id = default;
#if NET
        return messageSid.Length == 34 && Guid.TryParseExact(messageSid.AsSpan(2), "N", out id);
#else
        return messageSid.Length == 34 && Guid.TryParseExact(messageSid.Substring(2), "N", out id);
#endif
    }

    private IEnumerable<Entry> All() => ring.Take((int)Math.Min(count, ring.Length));

    private readonly record struct Entry(int Number, Guid Id, long Sent);
}
