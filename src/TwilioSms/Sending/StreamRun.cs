using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TwilioSms.Diagnostics;

namespace TwilioSms.Sending;

/// <summary>Sends a stream of messages: a reader prepares them, workers deliver them, the caller takes the outcomes. What is between them is
/// bounded, so memory stays flat and a slow caller slows down the reading.</summary>
internal sealed class StreamRun : SendRun, IDisposable
{
    private const int MostUnansweredInARow = 10;

    private readonly MessagePreparation preparation;
    private readonly SmsDiagnostics diagnostics;
    private readonly TimeProvider clock;
    private readonly SendPace? pace;
    private readonly bool retryRefused;
    private readonly IProgress<BulkProgress>? progress;
    private readonly Channel<Delivery> deliveries;
    private readonly Channel<SmsOutcome> outcomes;
    private readonly int workers;
    private readonly CancellationTokenSource stopping = new();
    private readonly long[] counts = new long[4];
    private long messagesRead;

    private StreamRun(
        MessagePreparation preparation, MessageDelivery delivery, SmsDiagnostics diagnostics, TimeProvider clock, BulkSendOptions options)
        : base(delivery, MostUnansweredInARow)
    {
        this.preparation = preparation;
        this.diagnostics = diagnostics;
        this.clock = clock;
        pace = options.MessagesPerSecond is { } rate ? delivery.PaceOf(rate) : null;
        retryRefused = options.RetryRefused;
        progress = options.Progress;
        workers = options.MaxConcurrency ?? preparation.CurrentEndpoint().Options.MaxConcurrency;
        deliveries = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(workers) { SingleWriter = true });
        outcomes = Channel.CreateBounded<SmsOutcome>(new BoundedChannelOptions(workers) { SingleReader = true });
    }

    protected override bool IsStopped => stopping.IsCancellationRequested;

    /// <summary>Sends the messages. All outcomes of what was read are handed out before an exception says why the run stopped.</summary>
    public static async IAsyncEnumerable<SmsOutcome> RunAsync(
        MessagePreparation preparation,
        MessageDelivery delivery,
        SmsDiagnostics diagnostics,
        TimeProvider clock,
        IAsyncEnumerable<SmsMessage> messages,
        BulkSendOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var run = new StreamRun(preparation, delivery, diagnostics, clock, options);
        using var registration = cancellationToken.Register(static run => ((StreamRun)run!).BeginNothingNew(), run);
        using var draining = delivery.Stopping.Register(static run => ((StreamRun)run!).BeginNothingNew(), run);
        var running = run.RunAsync(messages, cancellationToken);
        try
        {
            while (await run.outcomes.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (run.outcomes.Reader.TryRead(out var outcome))
                {
                    run.Report(outcome);
                    yield return outcome;
                }
            }
        }
        finally
        {
            // The caller may have left early: what has been begun is waited for.
            run.BeginNothingNew();
            await run.ReportRestAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }

        run.Failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        delivery.Stopping.ThrowIfCancellationRequested();
    }

    public void Dispose() => stopping.Dispose();

    protected override ValueTask<bool> WaitAsync() => deliveries.Reader.WaitToReadAsync(CancellationToken.None);

    protected override bool TryTake(out Delivery next) => deliveries.Reader.TryRead(out next);

    protected override async ValueTask<SmsOutcome?> WaitForTurnAsync(Delivery next)
    {
        try
        {
            if (await FindSettledAsync(next).ConfigureAwait(false) is { } settled)
            {
                return settled;
            }

            if (pace is not null)
            {
                await pace.WaitAsync(next.Message, stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The run stopped meanwhile.
        }
        catch (TwilioLedgerException exception)
        {
            Stop(exception);
            return Deliveries.Fail(next, exception);
        }

        return SkipWhereStopped(next);
    }

    protected override void BeginNothingNew() => stopping.Cancel();

    protected override ValueTask CompleteAsync(Delivery done, SmsOutcome outcome) => CompleteAsync(outcome, done.Index);

    // What is known of a delivery for good takes nobody's turn. Where there is neither a pace nor a refusal to be left alone, the claim itself tells.
    private ValueTask<SmsOutcome?> FindSettledAsync(Delivery next) =>
        pace is null && retryRefused ? default : Deliveries.FindSettledAsync(next, retryRefused);

    private async Task RunAsync(IAsyncEnumerable<SmsMessage> messages, CancellationToken cancellationToken)
    {
        var running = new Task[workers + 1];
        for (var i = 0; i < workers; i++)
        {
            running[i] = WorkAsync(cancellationToken);
        }

        running[workers] = ReadAsync(messages, cancellationToken);
        await Task.WhenAll(running).ConfigureAwait(false);
        outcomes.Writer.Complete();
    }

    private async Task ReadAsync(IAsyncEnumerable<SmsMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in messages.WithCancellation(stopping.Token).ConfigureAwait(false))
            {
                if (message is null)
                {
                    throw new InvalidOperationException("The input holds a null where a message should be.");
                }

                var index = Interlocked.Increment(ref messagesRead) - 1;
                await PrepareAsync(message, index, cancellationToken).ConfigureAwait(false);
                if (stopping.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The input was told to stop.
        }
#pragma warning disable CA1031 // The input may throw anything. It is thrown to the caller, once the outcomes have been handed out.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Keep(exception);
        }

        deliveries.Writer.Complete();
    }

    private async Task PrepareAsync(SmsMessage message, long index, CancellationToken cancellationToken)
    {
        PreparedMessage prepared;
        try
        {
            prepared = await preparation.PrepareAsync(preparation.CurrentEndpoint(), message, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioConnectorException exception)
        {
            var endpoint = preparation.CurrentEndpoint();
            foreach (var to in RecipientsOf(message))
            {
                var outcome = message.IdempotencyKey is { } key && to.Length > 0
                    ? await Deliveries.RecallAsync(endpoint, key, to, exception, cancellationToken).ConfigureAwait(false)
                    : SmsOutcome.Failed(to, exception);
                await CompleteAsync(outcome, index).ConfigureAwait(false);
            }

            diagnostics.RecordRefusal(exception);
            return;
        }
        catch (Exception exception)
        {
            foreach (var to in RecipientsOf(message))
            {
                await CompleteAsync(SmsOutcome.NotAttempted(to), index).ConfigureAwait(false);
            }

            if (exception is TwilioSendCanceledException)
            {
                return;
            }

            throw;
        }

        var now = clock.GetTimestamp();
        foreach (var recipient in prepared.Recipients)
        {
            await deliveries.Writer.WriteAsync(new Delivery(prepared, recipient, index, now), CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A message that is wrong in its recipients too has a single outcome, to nobody.
    private IEnumerable<string> RecipientsOf(SmsMessage message)
    {
        try
        {
            return SmsRecipients.Of(message, preparation.CurrentEndpoint().Options);
        }
        catch (TwilioConnectorException)
        {
            return [string.Empty];
        }
    }

    private ValueTask CompleteAsync(SmsOutcome outcome, long index)
    {
        outcome.MessageIndex = index;
        return outcomes.Writer.WriteAsync(outcome, CancellationToken.None);
    }

    private async Task ReportRestAsync()
    {
        while (await outcomes.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (outcomes.Reader.TryRead(out var outcome))
            {
                Report(outcome);
            }
        }
    }

    private void Report(SmsOutcome outcome)
    {
        counts[(int)outcome.State]++;
        if (progress is not null)
        {
            diagnostics.Report(progress, new BulkProgress(outcome, Volatile.Read(ref messagesRead), counts));
        }
    }
}
