using TwilioSms.Http;

namespace TwilioSms.Resolution;

/// <summary>What was sent without an idempotency key in the last minutes, so that messages to one number are not taken for each other: what
/// is under way or lost, and the SIDs of what was sent. A send costs the same whatever else went to its number.</summary>
internal sealed class RecentSends(TimeProvider clock, TwilioTime time)
{
    // What was over longer before a message began than this cannot be taken for it.
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);

    private const int MostLost = 50_000;

    private readonly object gate = new();
    private readonly SendsUnderWay underWay = new();
    private readonly SentRing sent = new(clock);
    private readonly Dictionary<Guid, RecentSend> lost = [];
    private readonly Dictionary<RecentSend.NumberKey, LostNumber> numbers = [];
    private readonly Queue<RecentSend> oldest = new();

    /// <summary>A message is about to be tried for the first time.</summary>
    public RecentSend Begin(MessageRequest request, string to)
    {
        var began = ClockReading.Of(clock);
        var send = new RecentSend(request.Trace, to, began, time.TryGetNow(began, out var now) ? now : null);
        lock (gate)
        {
            underWay.Add(send);
        }

        return send;
    }

    /// <summary>The message's outcome is known, or will not be without looking it up: then <see cref="SmsOutcome.AttemptId"/> finds it.</summary>
    public void End(RecentSend send, SmsOutcome outcome)
    {
        lock (gate)
        {
            underWay.Remove(send);
            if (outcome.State == SmsOutcomeState.Unknown)
            {
                var ended = ClockReading.Of(clock);
                Keep(send, ended, time.TryGetNow(ended, out var now) ? now : null, null);
                outcome.AttemptId = send.Id;
            }
            else if (outcome.MessageSid is { } messageSid)
            {
                Remember(send, messageSid);
            }
        }
    }

    /// <summary>A message was under way in another run of the program, which ended before its outcome was known.</summary>
    /// <param name="trace">How to recognise it.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="told">When it was, by that run's clock.</param>
    /// <param name="known">Messages that are known to be others.</param>
    public RecentSend Recall(MessageTrace trace, string to, RecentSend.ToldTime told, IEnumerable<string> known)
    {
        var now = ClockReading.Of(clock);
        var send = new RecentSend(trace, to, now, null);
        lock (gate)
        {
            Keep(send, now, null, told).Add(known);
        }

        return send;
    }

    /// <summary>What an outcome that is unknown stands for; null where that is not remembered.</summary>
    public RecentSend? Find(Guid id)
    {
        lock (gate)
        {
            return lost.TryGetValue(id, out var send) ? send : null;
        }
    }

    /// <summary>The fate of a lost message is known now.</summary>
    /// <param name="send">The message.</param>
    /// <param name="message">The message that it became; null where it was not accepted.</param>
    /// <returns>Whether that is so: not where it was settled meanwhile, or where another message was settled as that one.</returns>
    public bool Settle(RecentSend send, ListedMessage? message)
    {
        lock (gate)
        {
            if (send.Settled is not null || (message?.Sid is { } taken && KnownTo(send.Number).Contains(taken)))
            {
                return false;
            }

            if (message?.Sid is { } messageSid)
            {
                Remember(send, messageSid);
            }

            // Who asks again is told the same.
            send.Lost!.Settled = new ResolvedSend(null, message, null);
            Close(send);
            return true;
        }
    }

    /// <summary>The messages that are known to have been sent to a number.</summary>
    public KnownMessages KnownTo(RecentSend.NumberKey number)
    {
        lock (gate)
        {
            var known = new HashSet<Guid>(sent.To(number.GetHashCode()));
            if (numbers.TryGetValue(number, out var entry))
            {
                known.UnionWith(entry.Known);
            }

            return new KnownMessages(known);
        }
    }

    /// <summary>Whether a message is known to have been sent, to whomever.</summary>
    public bool IsKnown(string messageSid)
    {
        lock (gate)
        {
            return SentRing.TryRead(messageSid, out var id)
                && (sent.Contains(id) || numbers.Values.Any(number => number.Known.Contains(id)));
        }
    }

    /// <summary>The messages to a number that are under way or lost.</summary>
    public IReadOnlyList<RecentSend> InDoubt(RecentSend.NumberKey number)
    {
        lock (gate)
        {
            return
            [
                .. underWay.To(number),
                .. numbers.TryGetValue(number, out var entry) ? entry.Lost : [],
            ];
        }
    }

    private void Remember(RecentSend send, string messageSid)
    {
        var number = send.Number;
        sent.Add(number.GetHashCode(), messageSid);
        if (numbers.Count > 0 && numbers.TryGetValue(number, out var entry) && entry.MayConcern(send))
        {
            entry.Add([messageSid]);
        }
    }

    private LostNumber Keep(RecentSend send, ClockReading ended, DateTimeOffset? endedTwilio, RecentSend.ToldTime? told)
    {
        Forget();
        send.Lose(new RecentSend.Loss
        {
            Ended = ended,
            EndedTwilio = endedTwilio,
            AreOthersForgotten = !sent.Remembers(send.Began.ElapsedAtLeast + Horizon),
            Told = told,
        });
        if (!numbers.TryGetValue(send.Number, out var entry))
        {
            numbers.Add(send.Number, entry = new LostNumber());
        }

        entry.Known.UnionWith(sent.To(send.Number.GetHashCode()));
        entry.Lost.Add(send);
        lost.Add(send.Id, send);
        oldest.Enqueue(send);
        return entry;
    }

    // After a day only a person decides what became of a message.
    private void Forget()
    {
        while (oldest.Count > 0 && (oldest.Count >= MostLost || oldest.Peek().Lost!.Ended.ElapsedAtLeast > LedgerTimes.TooLong))
        {
            var send = oldest.Dequeue();
            lost.Remove(send.Id);
            Close(send);
        }
    }

    private void Close(RecentSend send)
    {
        if (numbers.TryGetValue(send.Number, out var entry) && entry.Lost.Remove(send) && entry.Lost.Count == 0)
        {
            numbers.Remove(send.Number);
        }
    }

    private sealed class LostNumber
    {
        public List<RecentSend> Lost { get; } = new(1);

        public HashSet<Guid> Known { get; } = [];

        /// <summary>Whether a message can be taken for the last one that was lost: not one that began long after.</summary>
        public bool MayConcern(RecentSend send) =>
            Lost[Lost.Count - 1].Lost!.Ended.ElapsedAtLeast - send.Began.ElapsedAtLeast <= Claimant.Late + Horizon;

        public void Add(IEnumerable<string> messageSids)
        {
            foreach (var messageSid in messageSids)
            {
                if (SentRing.TryRead(messageSid, out var id))
                {
                    Known.Add(id);
                }
            }
        }
    }

    /// <summary>Messages that are known to be others.</summary>
    internal readonly struct KnownMessages(HashSet<Guid> ids)
    {
        public bool Contains(string messageSid) => SentRing.TryRead(messageSid, out var id) && ids.Contains(id);
    }
}
