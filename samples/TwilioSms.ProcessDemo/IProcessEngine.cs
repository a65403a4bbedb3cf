using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioSms.ProcessDemo;

/// <summary>A stand-in for a runtime bundle: publishes the request of a service task and hears the answer.</summary>
internal interface IProcessEngine : IAsyncDisposable
{
    /// <summary>The answer to a request.</summary>
    Task<JsonElement> AskAsync(JsonObject request, CancellationToken cancellationToken);
}
