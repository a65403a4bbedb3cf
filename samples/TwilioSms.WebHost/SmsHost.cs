using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TwilioSms.Emulator;

namespace TwilioSms.WebHost;

/// <summary>A web application that sends text messages and hears what became of them.</summary>
internal static class SmsHost
{
    private const string StatusPath = "/twilio/status";

    // A status callback has a few hundred bytes.
    private const int MaxCallbackLength = 64 * 1024;

    public static WebApplication Build(TwilioEmulator twilio, params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddTwilioConnector().UseEmulator(twilio).AddHealthCheck();
        builder.Services.AddSingleton<DeliveryLog>();

        var app = builder.Build();
        app.MapPost("/send", SendAsync);
        app.MapPost(StatusPath, ReceiveStatusAsync).WithMetadata(new RequestSizeLimitAttribute(MaxCallbackLength));
        app.MapGet("/messages", static (DeliveryLog deliveries) => deliveries.Messages);
        app.MapHealthChecks("/health");
        return app;
    }

    /// <summary>Where Twilio reaches this host. Behind a proxy that is not the address the server listens on: configure it then.</summary>
    public static Uri StatusCallback(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IConfiguration>()["PublicAddress"];
        var listening = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(new Uri(configured ?? listening), StatusPath);
    }

    private static async Task<IResult> SendAsync(
        SendRequest request, ISmsSender sender, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sender.SendAsync(
                new SmsMessage { From = request.From, To = [request.To], Body = request.Body, StatusCallback = StatusCallback(services) },
                cancellationToken);
            return Results.Ok(new { result.Outcomes[0].MessageSid });
        }
        catch (TwilioConnectorException error)
        {
            return Results.Problem(error.Message, title: error.Code.ToWireName(), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> ReceiveStatusAsync(
        HttpRequest request, IServiceProvider services, IOptions<TwilioConnectorOptions> options, DeliveryLog deliveries)
    {
        // Twilio signs the bytes that it sends, so they are read as they are.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var address = StatusCallback(services) + request.QueryString.ToString();
        if (!TwilioWebhook.Validate(options.Value.Token!, address, body.ToArray(), request.Headers[TwilioWebhook.SignatureHeader]))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        deliveries.Add(SmsStatusUpdate.Parse(body.ToArray()));
        return Results.NoContent();
    }

#pragma warning disable CA1812 // The body of a request becomes one.
    private sealed record SendRequest(string? From, string To, string? Body);
#pragma warning restore CA1812
}
