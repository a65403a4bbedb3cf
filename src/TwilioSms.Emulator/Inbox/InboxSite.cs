using Microsoft.AspNetCore.Http;
using TwilioSms.Emulator.Control;

namespace TwilioSms.Emulator.Inbox;

/// <summary>The page at <c>/</c> with its files, the control API that it uses, and <c>/health</c>. No fault befalls them.</summary>
internal sealed class InboxSite(PageGuard guard, ControlApi control)
{
    private const string Files = "/inbox/";
    private const string Health = "/health";

    public static bool Owns(HttpRequest request) => request.Path.Value is { } path
        && (path is "/" or Health || path.StartsWith(Files, StringComparison.Ordinal) || ControlApi.Owns(request));

    public Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        PageGuard.Protect(context.Response);
        var path = context.Request.Path.Value!;
        // An orchestrator asks by whatever name it knows, and is told nothing but that the emulator is there.
        return path == Health ? AnswerAsync(context, 200, "ok")
            : guard.Refuse(context.Request) is { } refusal ? AnswerAsync(context, 403, refusal)
            : ControlApi.Owns(context.Request) ? control.HandleAsync(context, cancellationToken)
            : HttpMethods.IsGet(context.Request.Method) ? PageFiles.SendAsync(context, path == "/" ? "index.html" : path[Files.Length..])
            : AnswerAsync(context, 404, "The inbox has nothing here.");
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
