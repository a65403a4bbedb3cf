using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Camunda;

namespace TwilioSms.Worker;

/// <summary>The addresses at which Twilio's reports and replies go on into processes: those that the settings of an engine have a message for.</summary>
internal static class ProcessWebhooks
{
    /// <param name="app">The application.</param>
    /// <param name="section">The section of the engine. With <c>ReportMessage</c> in it there is <c>/twilio/camunda8/status</c>, with
    /// <c>ReplyMessage</c> <c>/twilio/camunda8/messages</c>. What <c>?correlation=</c> says tells the process; without it the number does.</param>
    public static void Map(WebApplication app, string section)
    {
        var engine = section.ToLowerInvariant();
        if (IsSet("ReportMessage"))
        {
            app.MapTwilioStatus($"/twilio/{engine}/status", (SmsStatusUpdate report, HttpContext context, CancellationToken cancellationToken) =>
                MessagesOf(context).PublishAsync(report, CorrelationOf(context), cancellationToken));
        }

        if (IsSet("ReplyMessage"))
        {
            app.MapTwilioMessages($"/twilio/{engine}/messages", async (SmsIncomingMessage reply, HttpContext context, CancellationToken cancellationToken) =>
            {
                await MessagesOf(context).PublishAsync(reply, CorrelationOf(context), cancellationToken).ConfigureAwait(false);
                return SmsReply.None;
            });
        }

        bool IsSet(string name) => !string.IsNullOrWhiteSpace(app.Configuration[$"{section}:{name}"]);

        IProcessMessages MessagesOf(HttpContext context) => context.RequestServices.GetRequiredKeyedService<IProcessMessages>(engine);
    }

    private static string? CorrelationOf(HttpContext context) => context.Request.Query["correlation"];
}
