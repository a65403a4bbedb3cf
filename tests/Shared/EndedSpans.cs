using System.Collections.Concurrent;
using System.Diagnostics;

namespace TwilioSms.Tests.Shared;

/// <summary>The spans of the packages that ended since, of everybody in the process.</summary>
internal sealed class EndedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;

    public EndedSpans()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("TwilioSms", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyCollection<Activity> All => spans;

    public void Dispose() => listener.Dispose();
}
