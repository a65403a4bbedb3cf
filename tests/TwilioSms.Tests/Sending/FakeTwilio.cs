using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Sending;

/// <summary>Twilio in place of the transport: it accepts messages, lists them, and says what time it is.</summary>
internal sealed class FakeTwilio(Func<DateTimeOffset> clock) : ITwilioTransport
{
    private readonly ConcurrentQueue<Message> messages = new();
    private int count;
    private int atOnce;

    /// <summary>What was accepted, in its order.</summary>
    public IReadOnlyList<Message> Accepted => [.. messages];

    /// <summary>Requests to send a message, whatever came of them.</summary>
    public int Posts { get; private set; }

    public int MostAtOnce { get; private set; }

    /// <summary>Happens before a message is begun.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What answers a message that was begun instead of a 201; a message may be accepted all the same.</summary>
    public Func<string, Func<Message>, Task<TwilioAnswer>>? Answer { get; set; }

    /// <summary>Where a machine may fall asleep: requests leave one after the other, as none sleeps between its last look at the clock and its
    /// leaving, which no fence can guard.</summary>
    public SemaphoreSlim? Door { get; set; }

    public async Task<TwilioAnswer> SendAsync(TwilioRequest request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            return request.Address.AbsolutePath.EndsWith("/Messages.json", StringComparison.Ordinal)
                ? List(HttpUtility.ParseQueryString(request.Address.Query))
                : Respond(HttpStatusCode.NotFound, """{"code":20404}""");
        }

        var form = request.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
        lock (messages)
        {
            Posts++;
            MostAtOnce = Math.Max(MostAtOnce, ++atOnce);
        }

        try
        {
            var arrived = await LeaveAsync(request, form["To"], cancellationToken);
            if (Answer is { } answer)
            {
                return await answer(form["To"], () => Accept(form, arrived));
            }

            await Task.Yield();
            return Created(Accept(form, arrived));
        }
        finally
        {
            lock (messages)
            {
                atOnce--;
            }
        }
    }

    private async Task<DateTimeOffset> LeaveAsync(TwilioRequest request, string to, CancellationToken cancellationToken)
    {
        await (Door?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        try
        {
            await Before(to);
            await request.BeginAsync(cancellationToken);

            // It arrives when it leaves, even where this machine then falls asleep before it hears of that.
            return clock();
        }
        finally
        {
            Door?.Release();
        }
    }

    public TwilioAnswer Created(Message message) => Respond(HttpStatusCode.Created, message.Json.ToJsonString());

    public TwilioAnswer Refuse(HttpStatusCode status, int code) => Respond(status, $$"""{"code":{{code}},"message":"no"}""");

    private Message Accept(Dictionary<string, string> form, DateTimeOffset arrived)
    {
        var message = new Message(TwilioStub.SidOf(Interlocked.Increment(ref count)), form["To"], form.GetValueOrDefault("From", ""), form["Body"], arrived);
        messages.Enqueue(message);
        return message;
    }

    private TwilioAnswer List(System.Collections.Specialized.NameValueCollection filter)
    {
        var listed = messages.Reverse().Where(message =>
            (filter["To"] is null || message.To == filter["To"]) && (filter["From"] is null || message.From == filter["From"]));
        return Respond(HttpStatusCode.OK, new JsonObject { ["messages"] = new JsonArray([.. listed.Select(message => message.Json)]) }.ToJsonString());
    }

    private TwilioAnswer Respond(HttpStatusCode status, string body)
    {
        var now = clock();
        return new TwilioAnswer(status, Encoding.UTF8.GetBytes(body)) { Date = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) };
    }

    internal sealed record Message(string Sid, string To, string From, string Body, DateTimeOffset Created)
    {
        public JsonObject Json => new()
        {
            ["sid"] = Sid,
            ["to"] = To,
            ["from"] = From,
            ["body"] = Body,
            ["direction"] = "outbound-api",
            ["status"] = "queued",
            ["num_segments"] = "1",
            ["date_created"] = Created.ToString("r", CultureInfo.InvariantCulture),
        };
    }
}
