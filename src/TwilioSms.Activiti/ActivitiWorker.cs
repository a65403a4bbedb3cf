using Microsoft.Extensions.Hosting;
using TwilioSms.Activiti.Broker;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Requests;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti;

/// <summary>The worker: takes requests from the broker, has them done and answered, and acknowledges each last.</summary>
internal sealed class ActivitiWorker(
    WorkerConnection connection,
    RequestDesk desk,
    ActivitiWorkerOptions options,
    DestinationNames names,
    WorkerDiagnostics diagnostics)
    : BackgroundService
{
    private readonly Lock gate = new();
    private int underWay;
    private TaskCompletionSource? idle;

    /// <summary>Works until the host stops: then no more requests are taken, those that wait go back to the broker, and those that are being
    /// sent are answered before the connection is closed.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        connection.RunAsync(delivery => _ = ProcessAsync(delivery, stoppingToken), IdleAsync, stoppingToken),
        desk.Owed.RunAsync(stoppingToken));

    public override void Dispose()
    {
        desk.Dispose();
        base.Dispose();
    }

    private async Task ProcessAsync(Delivery delivery, CancellationToken stopping)
    {
        Enter();
        var span = WorkerDiagnostics.StartRequest(names.Queue, delivery.Properties.Header);
        try
        {
            // The client's own loop goes on at once.
            await Task.Yield();
            await (await TryDoAsync(delivery, stopping).ConfigureAwait(false) ? delivery.AcknowledgeAsync() : delivery.RejectAsync())
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The worker stops. The broker gives the request to another.
        }
#pragma warning disable CA1031 // Nobody would see it. The request is not acknowledged, and comes again on the next connection.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            diagnostics.RecordFailure(exception);
        }
        finally
        {
            span?.Dispose();
            Leave();
        }
    }

    /// <summary>Whether the request was answered, or will be; false where it can neither be done nor be answered.</summary>
    private async Task<bool> TryDoAsync(Delivery delivery, CancellationToken stopping)
    {
        IntegrationRequest? request;
        string problem;
        try
        {
            request = IntegrationRequest.Read(RequestBody.Read(delivery.Body, delivery.Properties.ContentEncoding, options.MaxRequestBytes));
            if (IsOwn(request, delivery))
            {
                await desk.Requests.HandleAsync(request, stopping).ConfigureAwait(false);
                return true;
            }

            problem = "The request is for another connector: its connectorType is not the one that this worker serves.";
        }
        catch (UnreadableRequestException exception)
        {
            request = IntegrationRequest.OfHeaders(delivery.Properties.Header);
            problem = exception.Message;
        }

        diagnostics.RecordRefused(request?.Id, problem);
        if (request is null || names.ErrorDestination(request.ErrorDestination, request.ServiceFullName) is null)
        {
            return false;
        }

        await desk.Requests.RefuseAsync(request, ReportedError.Technical(typeof(TwilioInvalidInputException).FullName!, problem), stopping)
            .ConfigureAwait(false);
        return true;
    }

    // A request that does not say is of the exchange it came by.
    private bool IsOwn(IntegrationRequest request, Delivery delivery)
    {
        var types = new[] { delivery.Properties.Header("connectorType"), request.ConnectorType }.OfType<string>().ToList();
        return types.Count == 0 ? names.IsOwn(delivery.Exchange) : types.TrueForAll(type => type == options.Implementation);
    }

    private void Enter()
    {
        lock (gate)
        {
            underWay++;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            if (--underWay == 0)
            {
                idle?.TrySetResult();
            }
        }
    }

    private Task IdleAsync()
    {
        lock (gate)
        {
            if (underWay == 0)
            {
                return Task.CompletedTask;
            }

            idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }
}
