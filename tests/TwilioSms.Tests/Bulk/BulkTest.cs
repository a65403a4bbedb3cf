using System.Collections.Specialized;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Bulk;

/// <summary>What the tests of bulk sending share: a sender in front of an in-process Twilio, and streams of messages.</summary>
public abstract class BulkTest
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The nth number: <c>+15550000000</c> is the first.</summary>
    protected static string Number(int n) => $"+1555{n:0000000}";

    protected static IEnumerable<SmsMessage> Messages(int count) => Enumerable.Range(0, count).Select(n => Account.Message(Number(n)));

    /// <summary>The messages as a stream that counts what is taken from it.</summary>
    protected static IAsyncEnumerable<SmsMessage> Stream(IEnumerable<SmsMessage> messages, Action? taken = null) =>
        StreamAsync(messages, taken, Stop);

    private static async IAsyncEnumerable<SmsMessage> StreamAsync(
        IEnumerable<SmsMessage> messages, Action? taken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            taken?.Invoke();
            yield return message;
        }
    }

    private protected static ServiceProvider Connect(
        Func<NameValueCollection, CancellationToken, Task<HttpResponseMessage>>? answer = null,
        Action<TwilioConnectorOptions>? configure = null,
        TimeProvider? clock = null) =>
#pragma warning disable CA2000 // The HTTP client of the services owns it.
        Connect(new InProcessTwilio(answer), configure, clock);
#pragma warning restore CA2000

    private protected static ServiceProvider Connect(
        InProcessTwilio twilio, Action<TwilioConnectorOptions>? configure = null, TimeProvider? clock = null) => Account.Connect(
            new Uri("https://localhost"),
            options =>
            {
                options.MaxConcurrency = 4;
                configure?.Invoke(options);
            },
            builder =>
            {
                builder.Services.AddSingleton(clock ?? TimeProvider.System);
                builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
            });

    /// <summary>Takes all outcomes, and the exception that the run ended with.</summary>
    protected static async Task<(List<SmsOutcome> Outcomes, Exception? End)> TakeAllAsync(IAsyncEnumerable<SmsOutcome> run)
    {
        var outcomes = new List<SmsOutcome>();
        try
        {
            await foreach (var outcome in run)
            {
                outcomes.Add(outcome);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is what the test wants to see.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (outcomes, exception);
        }

        return (outcomes, null);
    }

    /// <summary>Progress that is told at once, on the thread that tells it.</summary>
    protected sealed class Reports : IProgress<BulkProgress>
    {
        private readonly List<BulkProgress> all = [];

        public IReadOnlyList<BulkProgress> All => all;

        public void Report(BulkProgress value) => all.Add(value);
    }
}
