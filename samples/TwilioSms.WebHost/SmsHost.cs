using Microsoft.Extensions.Options;

namespace TwilioSms.WebHost;

/// <summary>A web application that texts people, hears what became of it, and answers what they write.</summary>
internal static class SmsHost
{
    public static WebApplication Build(string[] args, Action<ITwilioConnectorBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<DeliveryLog>();
        // What was handled, and who said STOP, outlives the process in a ledger that lasts: .UseSqliteLedger("sms.db")
        var connector = builder.Services.AddTwilioConnector().UseOptOuts().AddHealthCheck();
        configure?.Invoke(connector);

        var app = builder.Build();
        app.MapPost("/send", SendAsync);
        app.MapGet("/messages", static (DeliveryLog deliveries) => deliveries.Messages);
        app.MapHealthChecks("/health");
        app.MapTwilioStatus("/twilio/status", static (SmsStatusUpdate update, DeliveryLog deliveries) => deliveries.Add(update));
        app.MapTwilioMessages("/twilio/messages", static (SmsIncomingMessage message) => message.OptOutType is null
            ? SmsReply.Text($"You wrote \"{message.Body}\". We will call you back.")
            : SmsReply.None);
        return app;
    }

    private static async Task<IResult> SendAsync(
        SendRequest send, HttpRequest request, ISmsSender sender, IOptions<TwilioConnectorOptions> options, CancellationToken cancellationToken)
    {
        var publicUrl = options.Value.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");
        // Twilio comes back up to three times where the host answers that it failed.
        var callback = new Uri(publicUrl, "/twilio/status#rc=3&rp=5xx");
        var message = new SmsMessage { From = send.From, To = [send.To], Body = send.Body, StatusCallback = callback };
        try
        {
            var result = await sender.SendAsync(message, cancellationToken);
            return Results.Ok(new { result.Outcomes[0].MessageSid });
        }
        catch (TwilioConnectorException error)
        {
            return Results.Problem(error.Message, title: error.Code.ToWireName(), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

#pragma warning disable CA1812 // The body of a request becomes one.
    private sealed record SendRequest(string? From, string To, string? Body);
#pragma warning restore CA1812
}
