using TwilioSms.Http;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Resolution.World;

/// <summary>Twilio's list of messages, with its own time.</summary>
internal sealed class SimulatedTwilio
{
    private readonly List<Entry> entries = [];
    private int count;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 12, 0, 0, 300, TimeSpan.Zero);

    /// <summary>How long an accepted message is missing from the list.</summary>
    public TimeSpan Lag { get; set; }

    /// <summary>How Twilio writes numbers in its list, such as masked or without a digit that it drops.</summary>
    public Func<string, string> Written { get; set; } = static number => number;

    /// <summary>How long texts are kept; null for ever.</summary>
    public TimeSpan? RedactsAfter { get; set; }

    /// <summary>Who was sent what, in truth.</summary>
    public IReadOnlyList<Entry> Accepted => entries;

    public int Requests { get; private set; }

    /// <summary>Runs once a page was read, before its reader goes on.</summary>
    public Func<Task>? AfterPage { get; set; }

    /// <summary>What answers a page instead of the list.</summary>
    public Func<Uri, MessagePage>? Page { get; set; }

    public Entry Accept(string to, string? body, string from = Some.Sender, string? key = null, string account = Account.Sid)
    {
        var entry = new Entry(Sid(), to, from, body, Now, key) { Account = account };
        entries.Add(entry);
        return entry;
    }

    public void Add(Entry entry) => entries.Add(entry);

    public void Remove(Entry entry) => entries.Remove(entry);

    public void Redact()
    {
        foreach (var entry in entries.Where(entry => Now - entry.Created >= RedactsAfter))
        {
            entry.Body = string.Empty;
        }
    }

    public string Sid() => $"SM{++count:x32}";

    public ITwilioMessagesClient ClientFor(TwilioTime time) => new Client(this, time);

    private IReadOnlyList<ListedMessage> List(TwilioEndpoint endpoint, string? to, string? from) =>
    [
        .. entries.Where(entry => entry.Created + Lag <= Now
                && entry.Account == endpoint.Options.Account
                && (to is null || Written(entry.To) == to)
                && (from is null || entry.From == from))
            .OrderByDescending(entry => entry.Created)
            .Select(ToListed),
    ];

    private ListedMessage ToListed(Entry entry) => new()
    {
        Sid = entry.Sid,
        To = Written(entry.To),
        From = entry.From,
        Body = entry.Body,
        Direction = entry.Direction,
        Status = "sent",
        NumSegments = 1,
        DateCreated = new DateTimeOffset(entry.Created.Ticks - (entry.Created.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
    };

    internal sealed record Entry(string Sid, string To, string From, string? Body, DateTimeOffset Created, string? Key)
    {
        public string? Body { get; set; } = Body;

        public string Direction { get; init; } = "outbound-api";

        public string Account { get; init; } = Loopback.Account.Sid;
    }

    private sealed class Client(SimulatedTwilio twilio, TwilioTime time) : ITwilioMessagesClient
    {
        private const int PageSize = 50;

        public Task<SmsOutcome> SendAsync(MessageRequest request, string to, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public async Task<MessagePage> ReadPageAsync(TwilioEndpoint endpoint, Uri page, CancellationToken cancellationToken)
        {
            twilio.Requests++;
            time.Learn(new DateTimeOffset(twilio.Now.Ticks - (twilio.Now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
            if (twilio.Page is { } answer)
            {
                return answer(page);
            }

            var query = page.Query.TrimStart('?').Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
            var number = query.TryGetValue("Page", out var at) ? int.Parse(at, System.Globalization.CultureInfo.InvariantCulture) : 0;
            var listed = twilio.List(endpoint, query.GetValueOrDefault("To"), query.GetValueOrDefault("From"));
            var messages = listed.Skip(number * PageSize).Take(PageSize).ToList();
            var next = listed.Count > (number + 1) * PageSize
                ? new Uri(page, FormattableString.Invariant($"{page.AbsolutePath}{page.Query.Split("&Page=")[0]}&Page={number + 1}"))
                : null;
            if (twilio.AfterPage is { } after)
            {
                twilio.AfterPage = null;
                await after();
            }

            return new MessagePage(messages, next);
        }

        public Task<ListedMessage?> ReadMessageAsync(TwilioEndpoint endpoint, string sid, CancellationToken cancellationToken)
        {
            twilio.Requests++;
            var entry = twilio.entries.Find(one => one.Sid == sid && one.Account == endpoint.Options.Account);
            return Task.FromResult(entry is null ? null : twilio.ToListed(entry));
        }
    }
}
