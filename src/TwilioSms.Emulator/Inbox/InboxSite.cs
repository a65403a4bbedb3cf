using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Incoming;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Inbox;

/// <summary>The page at <c>/</c>, and what it asks of the emulator under <c>/inbox</c>. No fault befalls it.</summary>
internal sealed class InboxSite(
    TwilioEmulatorOptions options, MessageStore store, InboxLog log, FaultSwitches faults, IncomingMessages incoming)
{
    private const string Root = "/inbox/";

    public static bool Owns(HttpRequest request) =>
        request.Path.Value is { } path && (path == "/" || path.StartsWith(Root, StringComparison.Ordinal));

    public async Task HandleAsync(HttpContext context, Uri baseAddress, CancellationToken cancellationToken)
    {
        PageGuard.Protect(context.Response);
        if (PageGuard.Refuse(context.Request) is { } refusal)
        {
            await AnswerAsync(context, 403, refusal).ConfigureAwait(false);
            return;
        }

        var name = context.Request.Path == "/" ? "index.html" : context.Request.Path.Value![Root.Length..];
        await ((context.Request.Method, name) switch
        {
            ("GET", "events") => new EventStream(context.Response, log, faults).RunAsync(
                new(options.AccountSid, baseAddress.ToString(), options.InboundWebhook?.ToString(), faults.Current), cancellationToken),
            ("GET", _) => SendFileAsync(context, name),
            ("POST", "replies") => WithBodyAsync(context, InboxJson.Default.InboxReply, reply => ReplyAsync(context, reply, baseAddress, cancellationToken)),
            ("PUT", "faults") => WithBodyAsync(context, InboxJson.Default.Positions, positions => SwitchFaultsAsync(context, positions)),
            ("DELETE", "messages") => ClearAsync(context),
            _ => AnswerAsync(context, 404, "The inbox has nothing here."),
        }).ConfigureAwait(false);
    }

    private static Task SendFileAsync(HttpContext context, string name)
    {
        if (PageFiles.Find(name) is not { } content)
        {
            return AnswerAsync(context, 404, "The inbox has nothing here.");
        }

        context.Response.ContentType = PageFiles.ContentTypeOf(name);
        context.Response.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
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
            await AnswerAsync(context, 400, exception.Message).ConfigureAwait(false);
            return;
        }

        await (body is null ? AnswerAsync(context, 400, "The content is missing.") : act(body)).ConfigureAwait(false);
    }

    private async Task ReplyAsync(HttpContext context, InboxReply reply, Uri baseAddress, CancellationToken cancellationToken)
    {
        await incoming.ReceiveAsync(reply.Phone, reply.Sender, reply.Body, [], baseAddress, cancellationToken).ConfigureAwait(false);
        context.Response.StatusCode = 204;
    }

    private Task SwitchFaultsAsync(HttpContext context, FaultSwitches.Positions positions)
    {
        if (positions.Problem() is { } problem)
        {
            return AnswerAsync(context, 400, problem);
        }

        faults.Set(positions);
        log.Tell(new InboxChange.FaultsSwitched());
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task ClearAsync(HttpContext context)
    {
        store.Clear();
        log.Clear();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
