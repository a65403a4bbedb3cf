using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Http;

/// <summary>Kestrel on loopback, with no configuration but the emulator's own.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly TwilioApi _api;
    private readonly FaultSchedule _faults;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;

    public EmulatorServer(TwilioApi api, FaultSchedule faults, TwilioEmulatorOptions options)
    {
        _api = api;
        _faults = faults;
        _clock = options.TimeProvider;

        // The empty builder reads neither appsettings.json nor the environment of the program that embeds the emulator.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(TwilioEmulator) });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddSingleton<IHostLifetime>(new EmbeddedLifetime());
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(250));
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    /// <summary>Known once the server has started, and kept after it has stopped.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        BaseAddress = new Uri(_application.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            var request = await ReadAsync(context).ConfigureAwait(false);
            var exchange = new Exchange(context, request, _api, _clock, _stopping.Token);
            await (_faults.Take(request) is { } fault ? fault.ApplyAsync(exchange) : exchange.SendAsync(exchange.Answer()))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || _stopping.IsCancellationRequested)
        {
            // The client gave up, or the emulator is stopping: nobody is left to answer.
            context.Abort();
        }
    }

    private static async Task<EmulatedRequest> ReadAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false)
            : FormCollection.Empty;
        return new EmulatedRequest(Sid.New("RQ"), context.Request, form);
    }

    /// <summary>Leaves Ctrl-C and the signals of the process to the program that embeds the emulator.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
