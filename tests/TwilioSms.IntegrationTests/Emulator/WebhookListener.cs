using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>A web server on loopback that keeps what is posted to it.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly Channel<Post> posts = Channel.CreateUnbounded<Post>();
    private readonly WebApplication application;

    private WebhookListener()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            (body.Position, context.Request.Body) = (0, body);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            posts.Writer.TryWrite(new Post(
                context.Request.Headers["X-Twilio-Signature"].ToString(),
                body.ToArray(),
                form.ToDictionary(field => field.Key, field => field.Value.ToString()))
            {
                Target = context.Request.Path + context.Request.QueryString,
                Authorization = context.Request.Headers.Authorization.ToString(),
                SignatureSettings = context.Request.Headers["X-Twilio-Webhooks-Signature-Settings"].ToString(),
            });
            context.Response.StatusCode = Status;
            if (Challenge is { } challenge && context.Request.Headers.Authorization.Count == 0)
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = challenge;
            }
            else if (Answer is { } answer)
            {
                context.Response.ContentType = answer.ContentType;
                await context.Response.WriteAsync(answer.Body, context.RequestAborted);
            }
        });
    }

    public int Status { get; set; } = 204;

    /// <summary>What is answered; needs a <see cref="Status"/> that has a body.</summary>
    public (string ContentType, string Body)? Answer { get; set; }

    /// <summary>What a request without credentials is challenged with.</summary>
    public string? Challenge { get; set; }

    public string Address => application.Urls.First() + "/";

    public static async Task<WebhookListener> StartAsync()
    {
        var listener = new WebhookListener();
        await listener.application.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public async Task<Post> NextAsync() =>
        await posts.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => application.DisposeAsync();

    internal sealed record Post(string Signature, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Form)
    {
        public string Target { get; init; } = "";

        public string Authorization { get; init; } = "";

        public string SignatureSettings { get; init; } = "";
    }
}
