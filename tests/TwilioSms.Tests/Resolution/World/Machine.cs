using TwilioSms.Http;
using TwilioSms.Resolution;

namespace TwilioSms.Tests.Resolution.World;

/// <summary>A process with its own clocks that shares the ledger and the account with others.</summary>
internal sealed class Machine
{
    private readonly ISendLedger ledger;

    public Machine(SimulatedTwilio twilio, ISendLedger ledger, TwilioEndpoint? endpoint = null)
    {
        this.ledger = ledger;
        Endpoint = endpoint ?? Some.Endpoint;
        Clock = new SplitClock(twilio.Now);
        Time = new TwilioTime(Clock);
        Hashing = new LedgerHashing(ledger);
        Recent = new RecentSends(Clock, Time);
        Watch = new ClaimWatch(Time, Clock);
        Client = twilio.ClientFor(Time);
        var reader = new ListReader(ledger, Hashing, Client, Time, Recent, Watch, Clock);
        var witness = new Witness(ledger, Client, Recent, Clock);
        Resolver = new ClaimResolver(ledger, Hashing, Client, Time, Watch, reader, witness, Clock);
        Sends = new SendResolver(Hashing, Client, Time, Recent, reader, witness, Clock);
        Review = new SmsLedgerReview(() => Endpoint, ledger, Hashing, Client, Time, Watch, Resolver);
    }

    public TwilioEndpoint Endpoint { get; }

    public string Account => Endpoint.Options.Account!;

    public SplitClock Clock { get; }

    public TwilioTime Time { get; }

    public LedgerHashing Hashing { get; }

    public RecentSends Recent { get; }

    public ClaimWatch Watch { get; }

    public ITwilioMessagesClient Client { get; }

    public ClaimResolver Resolver { get; }

    public SendResolver Sends { get; }

    public ISmsLedgerReview Review { get; }

    public MessageRequest Request(string? text, string to)
    {
        var message = new SmsMessage { From = Some.Sender, To = [to], Body = text };
        return MessageRequest.Of(Endpoint, message, SmsSenderAddress.Of(message, Endpoint.Options), text, variables: null);
    }

    /// <summary>Begins to send a message without a key.</summary>
    public RecentSend Begin(string? text = Some.Text, string to = Some.Number) => Recent.Begin(Request(text, to), to);

    public static SmsOutcome SentOutcome(string to, string sid) => SmsOutcome.Sent(to, sid, "queued", 1, null);

    /// <summary>Loses a message without a key: its answer, and perhaps itself.</summary>
    public RecentSend Lose(string? text = Some.Text, string to = Some.Number, Action? meanwhile = null)
    {
        var send = Begin(text, to);
        meanwhile?.Invoke();
        Recent.End(send, SmsOutcome.Unknown(to, null));
        return send;
    }

    public Task<ResolvedSend> ResolveAsync(RecentSend send) => Sends.ResolveAsync(Endpoint, send, [], TestContext.Current.CancellationToken);

    /// <summary>What a sender would claim.</summary>
    public async Task<LedgerRow> MakeClaimAsync(
        string key, string? text = Some.Text, string to = Some.Number, string from = Some.Sender, bool isNumberKept = true)
    {
        var hasher = await Hashing.GetAsync(default);
        var now = await Time.GetNowAsync(Client, Endpoint, default);
        return new LedgerRow
        {
            Key = new LedgerKey(Endpoint.Options.Account!, hasher.OfKey(key), hasher.OfAddress(to)),
            Endpoint = Endpoint.Origin,
            State = LedgerState.Claimed,
            Token = Guid.NewGuid(),
            SinceTwilio = now,
            BeganTwilio = now,
            Sender = from,
            Content = hasher.OfText(text ?? string.Empty) ?? default,
            Trace = hasher.OfText(text),
            To = to,
            CallingCode = CallingCode.Of(to),
            IsNumberKept = isNumberKept,
            LookAfter = LedgerTimes.Of(Endpoint.Options).Doubt,
        };
    }

    public async Task<LedgerRow> ClaimAsync(
        string key, string? text = Some.Text, string to = Some.Number, string from = Some.Sender, bool isNumberKept = true) =>
        (await ledger.ClaimAsync([await MakeClaimAsync(key, text, to, from, isNumberKept)], default))[0];

    public async Task<LedgerWrite> RecordAsync(LedgerRow row, string sid) =>
        (await ledger.RecordAsync([row.Sent(sid, "queued", await Time.GetNowAsync(Client, Endpoint, default), Endpoint.Options)], default))[0];

    public async Task<LedgerRow> ReadAsync(LedgerRow row) =>
        (await ledger.FindAsync(row.Key.Key, row.Key.To, default)).Single(one => one.Key == row.Key);

    public async Task<ResolvedClaim> ResolveAsync(LedgerRow row, LedgerRow? takeOver = null) =>
        await Resolver.ResolveAsync(Endpoint, await ReadAsync(row), takeOver, TestContext.Current.CancellationToken);
}
