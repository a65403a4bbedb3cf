using TwilioSms.Resolution;

namespace TwilioSms.Tests.Resolution.World;

/// <summary>One random life of a ledger: senders on several machines, and of several accounts, that crash anywhere, sleep and have clocks that jump, a
/// database whose clock jumps, a list that lags, masks, rewrites and redacts, answers that are lost, requests that are delivered late, and messages
/// without a key beside them. What may happen is what the protocol allows for, and no more.</summary>
internal sealed partial class LedgerModel
{
    private static readonly string[] Numbers = ["+4915112345678", "+5215512345678", "+525512345678", "+5491123456789"];

    private readonly Random random;
    private readonly Universe universe;
    private readonly List<Slot> machines = [];
    private readonly List<(DateTimeOffset At, Action Do)> events = [];
    private readonly Dictionary<string, (string Text, string To)> keys = [];
    private readonly List<(string Key, string Account, string Sid)> told = [];
    private readonly HashSet<(string Key, string Account)> written = [];
    private readonly List<string> story = [];
    private bool isNested;
    private Slot? busy;

    public LedgerModel(int seed, Universe? universe = null)
    {
        random = new Random(seed);
        this.universe = universe ?? new Universe();
        Twilio.Lag = TimeSpan.FromSeconds(random.Next(0, 290));
        var redacts = random.Next(5) == 0;
        var writes = random.Next(4);
        Twilio.Written = writes switch
        {
            0 => static number => number[..^4] + "XXXX",
            1 or 2 => static number => number.StartsWith("+521", StringComparison.Ordinal) ? "+52" + number[4..]
                : number.StartsWith("+549", StringComparison.Ordinal) ? "+54" + number[4..]
                : number,
            _ => static number => number,
        };
        Twilio.RedactsAfter = redacts ? TimeSpan.FromSeconds(random.Next(1, 400)) : null;
        var hasOther = random.Next(3) == 0;
        for (var i = 0; i < 3; i++)
        {
            machines.Add(new Slot($"machine {i}", this.universe.Boot(endpoint: hasOther && i == 2 ? Some.OtherEndpoint : Some.Endpoint)));
        }

        var to = Pick(Numbers);
        var count = random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            keys.Add($"key {i}", (random.Next(3) == 0 ? "Another text" : Some.Text, random.Next(4) == 0 ? Pick(Numbers) : to));
        }

        if (random.Next(3) == 0)
        {
            WishWithoutKeys(random.Next(2) == 0, to);
        }
    }

    private SimulatedTwilio Twilio => universe.Twilio;

    public void Run()
    {
        if (random.Next(2) == 0)
        {
            universe.SettleWitnessAsync(machines[0].Machine, Pick(Numbers)[..^4] + "0000").GetAwaiter().GetResult();
        }

        for (var i = random.Next(4, 14); i > 0; i--)
        {
            var key = Pick([.. keys.Keys]);
            var at = TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(0, 60) : random.Next(0, 1_500));
            var slot = Pick(machines);
            After(at, () => Step(slot, slot.Lives, Send(slot, key)));
        }

        foreach (var name in plain.Keys)
        {
            var slot = Pick(machines);
            After(TimeSpan.FromSeconds(random.Next(0, 1_500)), () => Step(slot, slot.Lives, SendWithoutKey(slot, name)));
        }

        for (var i = random.Next(0, 6); i > 0; i--)
        {
            After(TimeSpan.FromSeconds(random.Next(0, 1_500)), Misfortune);
        }

        for (var i = random.Next(0, 4); i > 0; i--)
        {
            After(TimeSpan.FromSeconds(random.Next(0, 2_500)), () => LookAfter(Pick(machines)));
        }

        RunEvents();
        CheckAccepted();
        Settle();
        Check();
    }

    // What a sender does, by the protocol. Between its steps time passes, and it may die.
    private IEnumerator<TimeSpan> Send(Slot slot, string key)
    {
        var (text, to) = keys[key];
        var machine = slot.Machine;
        var claim = Now(machine.MakeClaimAsync(key, text, to));
        var began = ClaimTime.Now(machine.Clock);
        var row = Now(universe.Ledger.ClaimAsync([claim], default))[0];
        Tell($"{key} {slot.Name} claims: {row.State} {row.Token == claim.Token}");
        if (row.State == LedgerState.Sent)
        {
            told.Add((key, machine.Account, row.MessageSid!));
            yield break;
        }

        if (row.State != LedgerState.Claimed)
        {
            yield break;
        }

        if (row.Token != claim.Token)
        {
            var resolved = Resolve(slot, row, Now(machine.MakeClaimAsync(key, text, to)));
            Tell($"{key} {slot.Name} looks up: {resolved.Row.State} {resolved.Reason}");
            if (resolved.Row.State != LedgerState.Claimed || resolved.Reason is not null)
            {
                yield break;
            }

            (row, began) = (resolved.Row with { Elsewhere = Elsewhere(resolved.Row) }, resolved.Began);
        }

        if (row.Elsewhere is not null)
        {
            Tell($"{key} {slot.Name} sees it in doubt elsewhere");
            yield return TimeSpan.Zero;
            Now(universe.Ledger.ReplaceAsync(row, row.Free(LedgerReason.Certain, row.BeganTwilio, machine.Endpoint.Options), default));
            yield break;
        }

        yield return Seconds(random.Next(3) == 0 ? random.Next(0, 90) : 0);
        if (!began.IsOpen(Some.Times.Timeout))
        {
            var now = Now(machine.Time.GetNowAsync(machine.Client, machine.Endpoint, default).AsTask());
            began = ClaimTime.Now(machine.Clock);
            var renewed = row with { Renewals = row.Renewals + 1, BeganTwilio = now };
            if (Now(universe.Ledger.ReplaceAsync(row, renewed, default)) != LedgerWrite.Written)
            {
                Tell($"{key} {slot.Name} is fenced off");
                yield break;
            }

            row = renewed;
        }

        // The fence is read next to the write, so nothing passes in between.
        if (!began.IsOpen(Some.Times.Timeout))
        {
            yield break;
        }

        CheckElsewhere(key, row);
        written.Add((key, machine.Account));
        var fate = random.Next(6);
        if (fate == 0)
        {
            Tell($"{key} {slot.Name} is refused");
            Now(universe.Ledger.ReplaceAsync(row, row.Free(LedgerReason.Certain, row.BeganTwilio, machine.Endpoint.Options), default));
            yield break;
        }

        if (fate == 1)
        {
            Tell($"{key} {slot.Name} loses its request");
            yield break;
        }

        var isLate = random.Next(4) == 0;
        var delivery = isLate ? Some.Times.Timeout + Seconds(random.Next(0, 59)) : Seconds(random.Next(0, 30));
        string? sid = null;
        After(delivery, () =>
        {
            sid = Twilio.Accept(to, text, key: key, account: machine.Account).Sid;
            Tell($"{key} is accepted as {sid[^2..]}");
        });
        if (isLate)
        {
            yield break;
        }

        yield return delivery + Seconds(1);
        if (sid is null || random.Next(3) == 0)
        {
            Tell($"{key} {slot.Name} loses its answer");
            yield break;
        }

        told.Add((key, machine.Account, sid));
        yield return Seconds(random.Next(4) == 0 ? random.Next(0, 1_200) : 0);
        Tell($"{key} {slot.Name} records {sid[^2..]}: {Now(universe.Ledger.RecordAsync([row.Sent(sid, "queued", Twilio.Now, machine.Endpoint.Options)], default))[0]}");
    }

    private void Misfortune()
    {
        var slot = Pick(machines);
        switch (random.Next(5))
        {
            case 0:
                Tell($"{slot.Name} dies");
                universe.Kill(slot.Machine);
                slot.Machine = universe.Boot(endpoint: slot.Machine.Endpoint);
                slot.Machine.Clock.SetBy(Seconds(random.Next(2) == 0 ? 0 : random.Next(-7_200, 7_200)));
                slot.Lives++;
                break;
            case 1:
                slot.AsleepUntil = Twilio.Now + Seconds(random.Next(10, 1_500));
                Tell($"{slot.Name} sleeps until {slot.AsleepUntil:T}");
                break;
            case 2:
                slot.Machine.Clock.SetBy(Seconds(random.Next(-7_200, 7_200)));
                Tell($"{slot.Name}'s clock is set");
                break;
            case 3:
                universe.SetDatabaseClockBy(Seconds(random.Next(-7_200, 7_200)));
                Tell("the database's clock is set");
                break;
            default:
                // Another program, or an older text.
                Twilio.Accept(Pick(Numbers), random.Next(2) == 0 ? "Something else" : null);
                break;
        }
    }

    private void LookAfter(Slot slot)
    {
        if (Twilio.Now < slot.AsleepUntil)
        {
            return;
        }

        foreach (var row in Now(universe.Ledger.TakeDueAsync(slot.Machine.Account, 100, 0, default)))
        {
            var resolved = Resolve(slot, row, null);
            Tell($"{slot.Name} looks after: {resolved.Row.State} {resolved.Row.Reason}");
        }
    }

    private ResolvedClaim Resolve(Slot slot, LedgerRow row, LedgerRow? takeOver)
    {
        if (!isNested && random.Next(3) == 0)
        {
            Twilio.AfterPage = () =>
            {
                isNested = true;
                RunEvents(Twilio.Now + Seconds(random.Next(1, 30)), slot);
                isNested = false;
                return Task.CompletedTask;
            };
        }

        var resolved = Now(slot.Machine.Resolver.ResolveAsync(slot.Machine.Endpoint, row, takeOver, default));
        Twilio.AfterPage = null;
        return resolved;
    }

    private void Step(Slot slot, int life, IEnumerator<TimeSpan> sender)
    {
        if (slot.Lives != life || random.Next(25) == 0)
        {
            return;
        }

        if (Twilio.Now < slot.AsleepUntil || slot == busy)
        {
            After((slot.AsleepUntil > Twilio.Now ? slot.AsleepUntil - Twilio.Now : TimeSpan.Zero) + Seconds(1), () => Step(slot, life, sender));
            return;
        }

        if (sender.MoveNext())
        {
            var wait = sender.Current;
            After(wait, () => Step(slot, life, sender));
        }
    }

    private void RunEvents(DateTimeOffset? until = null, Slot? reader = null)
    {
        busy = reader;
        while (events.Count > 0 && events.Min(one => one.At) is var at && at <= (until ?? DateTimeOffset.MaxValue))
        {
            var next = events.First(one => one.At == at);
            events.Remove(next);
            PassUntil(at);
            next.Do();
        }

        if (until is { } end)
        {
            PassUntil(end);
        }

        busy = null;
    }

    private void PassUntil(DateTimeOffset at)
    {
        while (Twilio.Now < at)
        {
            // In pieces, so that a machine wakes when it does.
            var wakes = machines.Select(slot => slot.AsleepUntil).Where(wake => wake > Twilio.Now && wake < at).DefaultIfEmpty(at).Min();
            universe.Pass(wakes - Twilio.Now, [.. machines.Where(slot => slot.AsleepUntil > Twilio.Now).Select(slot => slot.Machine)]);
        }

        Twilio.Redact();
    }

    private void CheckAccepted()
    {
        if (isEqual)
        {
            CheckCounts();
            return;
        }

        foreach (var messages in Twilio.Accepted.Where(message => message.Key is not null).GroupBy(message => (message.Key, message.Account)))
        {
            messages.Should().HaveCount(1, "{0} is sent once:\n{1}", messages.Key, string.Join('\n', story));
        }
    }

    // Nobody calls any more; the ledger is looked after until nothing is in doubt.
    private void Settle()
    {
        for (var i = 0; i < 200 && Rows().Any(row => row.State == LedgerState.Claimed); i++)
        {
            RunEvents(Twilio.Now + TimeSpan.FromMinutes(10));
            machines.ForEach(LookAfter);
        }

        Rows().Should().NotContain(row => row.State == LedgerState.Claimed, "all is decided in the end:\n{0}", string.Join('\n', story));
    }

    private void Check()
    {
        CheckAccepted();
        if (isEqual)
        {
            return;
        }

        foreach (var (key, account) in keys.Keys.SelectMany(key => machines.Select(slot => slot.Machine.Account).Distinct().Select(account => (key, account))))
        {
            Check(key, account);
        }

        foreach (var (key, _, sid) in told)
        {
            var owner = Twilio.Accepted.Single(one => one.Sid == sid).Key!;
            Meaning(owner).Should().Be(Meaning(key), "the caller of {0} was told its own:\n{1}", key, string.Join('\n', story));
        }
    }

    private void Check(string key, string account)
    {
        var message = Twilio.Accepted.SingleOrDefault(one => one.Key == key && one.Account == account);
        var hash = Now(machines[0].Machine.Hashing.GetAsync(default).AsTask()).OfKey(key);
        var row = Rows().SingleOrDefault(one => one.Key.Key == hash && one.Key.Account == account);
        if (row is null)
        {
            message.Should().BeNull();
            return;
        }

        if (row.State == LedgerState.Free)
        {
            message.Should().BeNull("{0} is free:\n{1}", key, string.Join('\n', story));
        }

        var hasEqual = keys.Any(other => other.Key != key && Meaning(other.Key) == Meaning(key));
        if (row.State == LedgerState.Sent && !hasEqual)
        {
            row.MessageSid.Should().Be(message?.Sid, "{0} has its own message:\n{1}", key, string.Join('\n', story));
        }
        else if (row.State == LedgerState.Sent)
        {
            Meaning(Twilio.Accepted.Single(one => one.Sid == row.MessageSid).Key!).Should().Be(Meaning(key));
        }
    }

    // At another account nothing that may have been accepted waits for its fate.
    private void CheckElsewhere(string key, LedgerRow row)
    {
        var inDoubt = Rows().Where(other => other.State is LedgerState.Claimed or LedgerState.Parked && written.Contains((key, other.Key.Account)));
        inDoubt.Should().NotContain(
            other => other.Key.Key == row.Key.Key && other.Key.To == row.Key.To && other.Key.Account != row.Key.Account,
            "{0} is not sent while it is in doubt elsewhere:\n{1}", key, string.Join('\n', story));
    }

    private LedgerRow? Elsewhere(LedgerRow row) => Now(universe.Ledger.FindAsync(row.Key.Key, row.Key.To, default)).FirstOrDefault(
        other => other.Key.Account != row.Key.Account && other.State is LedgerState.Claimed or LedgerState.Parked);

    // Two writings of a number are one phone.
    private (string Text, string Phone) Meaning(string name)
    {
        var (text, to) = plain.TryGetValue(name, out var wish) ? wish : keys[name];
        return (text, to.Length > 13 ? CallingCode.OtherWritingOf(to) ?? to : to);
    }

    private IEnumerable<LedgerRow> Rows() => machines.Select(slot => slot.Machine.Account).Distinct().SelectMany(account =>
        Enum.GetValues<LedgerState>().SelectMany(state => universe.Ledger.ListAsync(account, state, default).ToBlockingEnumerable()));

    private void After(TimeSpan time, Action what) => events.Add((Twilio.Now + time, what));

    private void Tell(string what) => story.Add($"{Twilio.Now:T} {what}");

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    // Everything here answers at once, or nearly.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private sealed class Slot(string name, Machine machine)
    {
        public string Name { get; } = name;

        public Machine Machine { get; set; } = machine;

        public int Lives { get; set; }

        public DateTimeOffset AsleepUntil { get; set; }
    }
}
