using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TwilioSms.Emulator.Inbox;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Http;

/// <summary>Kestrel, with no configuration but the emulator's own.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly TwilioApi api;
    private readonly InboxSite inbox;
    private readonly Func<EmulatedRequest, Fault?> takeFault;
    private readonly RefusedAttempts refusals;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopping = new();
    private readonly WebApplication application;

    public EmulatorServer(
        TwilioApi api, InboxSite inbox, Func<EmulatedRequest, Fault?> takeFault, RefusedAttempts refusals, TwilioEmulatorOptions options)
    {
        this.api = api;
        this.inbox = inbox;
        this.takeFault = takeFault;
        this.refusals = refusals;
        clock = options.TimeProvider;

        // The empty builder reads neither appsettings.json nor the environment of the program that embeds the emulator.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(TwilioEmulator) });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.ListenAddress, options.Port);
        });
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddSingleton<IHostLifetime>(new EmbeddedLifetime());
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(250));
        application = builder.Build();
        application.Run(HandleAsync);
    }

    /// <summary>Known once the server has started, and kept after it has stopped.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        BaseAddress = Reachable(new Uri(application.Urls.First()));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await application.StopAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (InboxSite.Owns(context.Request))
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping.Token);
                await inbox.HandleAsync(context, BaseAddress, ended.Token).ConfigureAwait(false);
                return;
            }

            var request = await ReadAsync(context).ConfigureAwait(false);
            var exchange = new Exchange(context, request, api, refusals, clock, stopping.Token);
            await (takeFault(request) is { } fault ? fault.ApplyAsync(exchange) : exchange.SendAsync(exchange.Answer()))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The client gave up, or the emulator is stopping: nobody is left to answer.
            context.Abort();
        }
    }

    /// <summary>Where every address of the machine is listened on, the one that leads there from this machine.</summary>
    private static Uri Reachable(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
        && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = ip.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]" }.Uri
            : address;

    private static async Task<EmulatedRequest> ReadAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await ReadFormAsync(context).ConfigureAwait(false) : FormCollection.Empty;
        return new EmulatedRequest(Sid.New("RQ"), context.Request, form);
    }

    /// <summary>The form; null where it cannot be read, for a NUL in it, say.</summary>
    private static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Leaves Ctrl-C and the signals of the process to the program that embeds the emulator.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
