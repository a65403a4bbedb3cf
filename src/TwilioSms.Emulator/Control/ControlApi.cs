using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TwilioSms.Emulator.Deliveries;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Inbox;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Control;

/// <summary>
/// <c>/emulator/...</c>: what a test in another process, and the page, ask of the emulator. Described by <c>/emulator/openapi.json</c>.
/// No fault befalls it.
/// </summary>
internal sealed class ControlApi(TwilioEmulator twilio, TwilioEmulatorOptions options, MessageStore store, InboxLog log, FaultSwitches faults)
{
    private const string Root = "/emulator/";
    private const int MostMessages = 1000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly string[] Filters = ["to", "from", "containing", "status", "direction"];

    private readonly MessageWaiter waiter = new(store);

    public static bool Owns(HttpRequest request) => request.Path.Value is { } path && path.StartsWith(Root, StringComparison.Ordinal);

    public Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var names = context.Request.Path.Value![Root.Length..].Split('/');
        return (context.Request.Method, names) switch
        {
            ("GET", ["openapi.json"]) => PageFiles.SendAsync(context, "openapi.json"),
            ("GET", ["events"]) => new EventStream(context.Response, log, faults, twilio.Deliveries).RunAsync(Start(), cancellationToken),
            ("GET", ["messages"]) => ListAsync(context),
            ("GET", ["messages", "wait"]) => WaitAsync(context, cancellationToken),
            ("GET", ["messages", var sid]) => store.Find(sid) is { } message
                ? AnswerAsync(context, 200, message, ControlJson.Default.EmulatedMessage)
                : RefuseAsync(context, 404, "There is no such message."),
            ("POST", ["messages"]) => WithBodyAsync(
                context, ControlJson.Default.NewMessage, message => ReceiveAsync(context, message, cancellationToken)),
            ("DELETE", ["messages"]) => DoAsync(context, Forget),
            ("DELETE", ["messages", var id]) => DoAsync(context, () => Forget(id)),
            ("GET", ["faults"]) => AnswerAsync(context, 200, faults.Current, ControlJson.Default.Positions),
            ("PUT", ["faults"]) => WithBodyAsync(context, ControlJson.Default.Positions, positions => SwitchAsync(context, positions)),
            ("POST", ["faults"]) => WithBodyAsync(context, ControlJson.Default.ScheduledFault, fault => ScheduleAsync(context, fault)),
            ("DELETE", ["faults"]) => DoAsync(context, ClearFaults),
            ("GET", ["deliveries"]) => AnswerAsync(context, 200, twilio.Deliveries.ByNumber(), ControlJson.Default.DictionaryStringInt32),
            ("PUT", ["deliveries", var number]) => WithBodyAsync(
                context, ControlJson.Default.DeliverAs, delivery => DeliverAsync(context, number, delivery)),
            ("GET", ["clock"]) => TellTimeAsync(context),
            ("POST", ["clock"]) => WithBodyAsync(context, ControlJson.Default.ClockForward, clock => ForwardAsync(context, clock)),
            ("POST", ["reset"]) => DoAsync(context, twilio.Reset),
            _ => RefuseAsync(context, 404, "The emulator has nothing here; /emulator/openapi.json tells what there is."),
        };
    }

    /// <summary>Forgets every message, and what was refused.</summary>
    public void Forget()
    {
        store.Clear();
        log.Clear();
    }

    public void ClearFaults()
    {
        twilio.Faults.Clear();
        twilio.Deliveries.Clear();
        faults.Set(FaultSwitches.Off);
        log.Tell(new InboxChange.FaultsSwitched());
    }

    private void Forget(string id)
    {
        store.Remove(id);
        log.Remove(id);
    }

    private InboxStart Start() => new(
        options.AccountSid,
        options.ShowAuthToken ? options.AuthToken : null,
        twilio.BaseAddress.ToString(),
        options.InboundWebhook?.ToString(),
        faults.Current,
        twilio.Deliveries.ByNumber());

    private Task ListAsync(HttpContext context) => TryReadQuery(context.Request, [], out var query, out var problem)
        ? AnswerAsync(context, 200, new MessageList([.. store.Snapshot(query.Matches).TakeLast(MostMessages)]), ControlJson.Default.MessageList)
        : RefuseAsync(context, 400, problem);

    private async Task WaitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryReadQuery(context.Request, ["count", "seconds"], out var query, out var problem))
        {
            await RefuseAsync(context, 400, problem).ConfigureAwait(false);
            return;
        }

        if (!TryReadNumber(context.Request, "count", 1, out var count)
            || !TryReadNumber(context.Request, "seconds", 10, out var seconds)
            || count is < 1 or > MostMessages
            || seconds > LongestWait.TotalSeconds)
        {
            await RefuseAsync(context, 400, "count has to be from 1 to 1000, and seconds from 0 to 300.").ConfigureAwait(false);
            return;
        }

        var found = await waiter.WaitAsync(query, count, TimeSpan.FromSeconds(seconds), cancellationToken).ConfigureAwait(false);
        await AnswerAsync(context, found.Count >= count ? 200 : 408, new MessageList(found), ControlJson.Default.MessageList).ConfigureAwait(false);
    }

    private async Task ReceiveAsync(HttpContext context, NewMessage message, CancellationToken cancellationToken)
    {
        if (message.From.Length == 0 || message.To.Length == 0)
        {
            await RefuseAsync(context, 400, "from and to are needed.").ConfigureAwait(false);
            return;
        }

        var media = message.Media ?? [];
        if (!media.All(Validation.WebAddress.IsValid))
        {
            await RefuseAsync(context, 400, "media are absolute http or https addresses.").ConfigureAwait(false);
            return;
        }

        var received = await twilio.ReceiveAsync(message.From, message.To, message.Body, media, cancellationToken).ConfigureAwait(false);
        await AnswerAsync(context, 201, received, ControlJson.Default.EmulatedMessage).ConfigureAwait(false);
    }

    private Task SwitchAsync(HttpContext context, FaultSwitches.Positions positions)
    {
        if (positions.Problem() is { } problem)
        {
            return RefuseAsync(context, 400, problem);
        }

        return DoAsync(context, () =>
        {
            faults.Set(positions);
            log.Tell(new InboxChange.FaultsSwitched());
        });
    }

    private Task ScheduleAsync(HttpContext context, ScheduledFault fault)
    {
        try
        {
            twilio.Faults.Add(fault.ToFault(), fault.Requests, fault.Befalls);
        }
        catch (ArgumentException exception)
        {
            return RefuseAsync(context, 400, exception.Message);
        }

        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task DeliverAsync(HttpContext context, string number, DeliverAs delivery) =>
        delivery.ErrorCode is { } code && !DeliveryError.IsOne(code)
            ? RefuseAsync(context, 400, $"errorCode has to be {DeliveryError.Codes}, or null.")
            : DoAsync(context, () => twilio.Deliveries.DeliverAs(number, delivery.ErrorCode));

    private Task ForwardAsync(HttpContext context, ClockForward clock)
    {
        if (clock.ForwardSeconds is not (>= 0 and <= 1_000_000_000))
        {
            return RefuseAsync(context, 400, "forwardSeconds has to be from 0 to 1000000000.");
        }

        twilio.ForwardClock(TimeSpan.FromSeconds(clock.ForwardSeconds));
        return TellTimeAsync(context);
    }

    private Task TellTimeAsync(HttpContext context) =>
        AnswerAsync(context, 200, new ClockTime(options.TimeProvider.GetUtcNow()), ControlJson.Default.ClockTime);

    private static bool TryReadQuery(HttpRequest request, string[] more, out EmulatedMessageQuery query, out string problem)
    {
        var (status, direction) = (Read("status"), Read("direction"));
        query = new EmulatedMessageQuery
        {
            To = Read("to"),
            From = Read("from"),
            Containing = Read("containing"),
            Status = status is null ? null : MessageStatusName.Read(status),
            Direction = direction is null ? null : MessageDirectionName.Read(direction),
        };
        // Whoever misspells a filter would be told of all messages.
        problem = !request.Query.Keys.All(name => Filters.Contains(name) || more.Contains(name))
                ? $"The query may have {string.Join(", ", Filters.Concat(more))}, and nothing else."
            : (status is not null && query.Status is null) || (direction is not null && query.Direction is null)
                ? "status and direction have Twilio's names, as delivered and outbound-api."
            : "";
        return problem.Length == 0;

        string? Read(string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;
    }

    private static bool TryReadNumber(HttpRequest request, string name, int absent, out int number)
    {
        number = absent;
        return request.Query[name].ToString() is not { Length: > 0 } text
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static async Task WithBodyAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<T, Task> act)
    {
        T? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            await RefuseAsync(context, 400, exception.Message).ConfigureAwait(false);
            return;
        }

        await (body is null ? RefuseAsync(context, 400, "The content is missing.") : act(body)).ConfigureAwait(false);
    }

    private static Task DoAsync(HttpContext context, Action act)
    {
        act();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string problem) =>
        AnswerAsync(context, status, new Problem(problem), ControlJson.Default.Problem);
}
