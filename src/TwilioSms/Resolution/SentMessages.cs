namespace TwilioSms.Resolution;

/// <summary>The SIDs of the messages that were sent last, by their number. It holds no object, as many millions may pass through it.</summary>
internal sealed class SentMessages
{
    private const int Capacity = 16_384;
    private const int Nothing = -1;

    private readonly Dictionary<int, long> newest = [];
    private Entry[] ring = new Entry[64];
    private long count;

    /// <summary>When the last of those was sent that are no longer known.</summary>
    public DateTimeOffset ForgottenUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <param name="number">The hash of sender and recipient. Where two share one, each knows the messages of the other, which does no harm.</param>
    /// <param name="sid">The message. One without the form of a SID is not remembered.</param>
    /// <param name="sent">When it was.</param>
    public void Add(int number, string sid, DateTimeOffset sent)
    {
        if (!TryRead(sid, out var id))
        {
            return;
        }

        MakeRoom();
        var previous = newest.TryGetValue(number, out var last) ? last : Nothing;
        ring[count % ring.Length] = new Entry(number, id, sent, previous);
        newest[number] = count;
        count++;
    }

    /// <summary>The messages to a number.</summary>
    public IEnumerable<Guid> To(int number)
    {
        for (var at = newest.TryGetValue(number, out var last) ? last : Nothing; at != Nothing && at >= count - ring.Length;)
        {
            var entry = ring[at % ring.Length];
            yield return entry.Id;
            at = entry.Previous;
        }
    }

    /// <summary>The part of a SID that tells it from others: 32 hexadecimal digits after two letters.</summary>
    public static bool TryRead(string sid, out Guid id)
    {
        id = default;
        return sid.Length == 34 && Guid.TryParseExact(sid.Substring(2), "N", out id);
    }

    private void MakeRoom()
    {
        if (count < ring.Length)
        {
            return;
        }

        if (ring.Length < Capacity)
        {
            Array.Resize(ref ring, ring.Length * 2);
            return;
        }

        var oldest = ring[count % ring.Length];
        ForgottenUntil = oldest.Sent;
        if (newest[oldest.Number] == count - ring.Length)
        {
            newest.Remove(oldest.Number);
        }
    }

    private readonly record struct Entry(int Number, Guid Id, DateTimeOffset Sent, long Previous);
}
