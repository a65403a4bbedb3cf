using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Activiti;
using TwilioSms.Activiti.Broker;
using TwilioSms.Activiti.Diagnostics;
using TwilioSms.Activiti.Requests;
using TwilioSms.Activiti.Wire;

namespace TwilioSms.ProcessDemo;

/// <summary>An engine in this process, which hands its requests to the worker's own code and takes the answers where the broker would.</summary>
internal sealed class InProcessEngine : IProcessEngine, IPublisher
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly RequestDesk desk;
    private readonly Task owed;

    public InProcessEngine(IServiceProvider services)
    {
        var options = new ActivitiWorkerOptions();
        var diagnostics = new WorkerDiagnostics(services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<IMeterFactory>());
        desk = new RequestDesk(services, string.Empty, options, new DestinationNames(options), this, diagnostics);
        owed = desk.Owed.RunAsync(stopping.Token);
    }

    public bool IsOpen => true;

    public async Task<JsonElement> AskAsync(JsonObject request, CancellationToken cancellationToken)
    {
        var read = IntegrationRequest.Read(Encoding.UTF8.GetBytes(request.ToJsonString()));
        var answer = waiting[read.Id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await desk.Requests.HandleAsync(read, cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public Task<string?> TryPublishAsync(Answer answer)
    {
        using var body = JsonDocument.Parse(answer.Body);
        var id = body.RootElement.GetProperty("integrationContext").GetProperty("id").GetString()!;
        waiting[id].TrySetResult(body.RootElement.Clone());
        return Task.FromResult<string?>(null);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await owed;
        desk.Dispose();
        stopping.Dispose();
    }
}
