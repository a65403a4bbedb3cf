using System.Net;
using System.Net.Sockets;
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
    // A message of every parameter takes less than a hundredth of it.
    private const int LargestBody = 4 * 1024 * 1024;

    private readonly TwilioApi api;
    private readonly InboxSite inbox;
    private readonly Func<EmulatedRequest, Fault?> takeFault;
    private readonly RefusedAttempts refusals;
    private readonly TimeProvider clock;
    private readonly IPEndPoint endpoint;
    private readonly int concurrencyLimit;
    private readonly CancellationTokenSource stopping = new();
    private readonly WebApplication application;
    private int concurrent;

    public EmulatorServer(
        TwilioApi api, InboxSite inbox, Func<EmulatedRequest, Fault?> takeFault, RefusedAttempts refusals, TwilioEmulatorOptions options)
    {
        this.api = api;
        this.inbox = inbox;
        this.takeFault = takeFault;
        this.refusals = refusals;
        clock = options.TimeProvider;
        endpoint = new IPEndPoint(options.ListenAddress, options.Port);
        concurrencyLimit = options.ConcurrencyLimit ?? int.MaxValue;

        // The empty builder reads neither appsettings.json nor the environment of the program that embeds the emulator.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(TwilioEmulator) });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(endpoint);
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
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            // Kestrel tells of a port in use by itself, and of nothing else.
            throw new IOException($"The emulator may not listen at {endpoint}: {exception.Message}.", exception);
        }

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
                await inbox.HandleAsync(context, ended.Token).ConfigureAwait(false);
                return;
            }

            var request = await ReadAsync(context).ConfigureAwait(false);
            await ExchangeAsync(context, request, Interlocked.Increment(ref concurrent)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The client gave up, or the emulator is stopping: nobody is left to answer.
            context.Abort();
        }
    }

    private async Task ExchangeAsync(HttpContext context, EmulatedRequest request, int running)
    {
        try
        {
            var exchange = new Exchange(context, request, api, refusals, clock, running, stopping.Token);
            var fault = running > concurrencyLimit ? Fault.TooManyRequests() : takeFault(request);
            await (fault is not null ? fault.ApplyAsync(exchange) : exchange.SendAsync(exchange.Answer())).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref concurrent);
        }
    }

    /// <summary>Where every address of the machine is listened on, the one that leads there from this machine.</summary>
    private static Uri Reachable(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
        && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = ip.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]" }.Uri
            : address;

    private static async Task<EmulatedRequest> ReadAsync(HttpContext context)
    {
        var (form, problem) = (RequestForm.Empty, default(TwilioError));
        try
        {
            form = await RequestForm.ReadAsync(context.Request).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            problem = new TwilioError(20413, "Request entity too large", exception.StatusCode);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            problem = new TwilioError(20001, "The body of the request is not a form that can be read");
        }

        return new EmulatedRequest(Sid.New("RQ"), context.Request, form, problem);
    }

    /// <summary>Leaves Ctrl-C and the signals of the process to the program that embeds the emulator.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
