using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using TwilioSms.Diagnostics;
using TwilioSms.Http;

namespace TwilioSms;

/// <summary>One run of <see cref="ISmsSender.SendManyAsync"/>: a reader prepares the messages, workers send them, the caller takes the
/// outcomes. What is between them is bounded, so memory stays flat and a slow caller slows down the reading.</summary>
internal sealed class BulkRun : IDisposable
{
    // One broken request says little. As many as these in a row say that nothing gets through any more.
    private const int MostUnansweredInARow = 10;

    private readonly SmsMessagePreparation preparation;
    private readonly ITwilioMessagesClient client;
    private readonly SmsDiagnostics diagnostics;
    private readonly TimeProvider clock;
    private readonly SenderPace? pace;
    private readonly IProgress<BulkProgress>? progress;
    private readonly Channel<Delivery> deliveries;
    private readonly Channel<SmsOutcome> outcomes;
    private readonly int workers;
    private readonly CancellationTokenSource stopping = new();
    private readonly long[] counts = new long[4];
    private long messagesRead;
    private int unansweredInARow;
    private ExceptionDispatchInfo? failure;

    private BulkRun(
        SmsMessagePreparation preparation, ITwilioMessagesClient client, SmsDiagnostics diagnostics, TimeProvider clock, BulkSendOptions options)
    {
        this.preparation = preparation;
        this.client = client;
        this.diagnostics = diagnostics;
        this.clock = clock;
        pace = options.MessagesPerSecond is { } rate ? new SenderPace(rate, clock) : null;
        progress = options.Progress;
        workers = options.MaxConcurrency ?? preparation.CurrentEndpoint().Options.MaxConcurrency;
        deliveries = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(workers) { SingleWriter = true });
        outcomes = Channel.CreateBounded<SmsOutcome>(new BoundedChannelOptions(workers) { SingleReader = true });
    }

    /// <summary>Sends the messages. All outcomes of what was read are handed out before an exception says why the run stopped.</summary>
    public static async IAsyncEnumerable<SmsOutcome> RunAsync(
        SmsMessagePreparation preparation,
        ITwilioMessagesClient client,
        SmsDiagnostics diagnostics,
        TimeProvider clock,
        IAsyncEnumerable<SmsMessage> messages,
        BulkSendOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var run = new BulkRun(preparation, client, diagnostics, clock, options);
        using var registration = cancellationToken.Register(static run => ((BulkRun)run!).BeginNothingNew(), run);
        var running = run.WorkAsync(messages, cancellationToken);
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

        run.failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => stopping.Dispose();

    private async Task WorkAsync(IAsyncEnumerable<SmsMessage> messages, CancellationToken cancellationToken)
    {
        var running = new Task[workers + 1];
        for (var i = 0; i < workers; i++)
        {
            running[i] = DeliverAsync(cancellationToken);
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
            await CompleteAllAsync(message, index, recipient => SmsOutcome.Failed(recipient, exception)).ConfigureAwait(false);
            diagnostics.RecordRefusal(exception);
            return;
        }
        catch (Exception exception)
        {
            await CompleteAllAsync(message, index, SmsOutcome.NotAttempted).ConfigureAwait(false);
            if (exception is SmsSendCanceledException)
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

    private async Task CompleteAllAsync(SmsMessage message, long index, Func<string, SmsOutcome> outcomeOf)
    {
        foreach (var recipient in RecipientsOf(message))
        {
            await CompleteAsync(outcomeOf(recipient), index).ConfigureAwait(false);
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

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        while (await deliveries.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (deliveries.Reader.TryRead(out var delivery))
            {
                await CompleteAsync(await SendSafelyAsync(delivery, cancellationToken).ConfigureAwait(false), delivery.MessageIndex)
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task<SmsOutcome> SendSafelyAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await SendAsync(delivery, cancellationToken).ConfigureAwait(false);
            StopWhereHopeless(outcome);
            return outcome;
        }
#pragma warning disable CA1031 // A host's logger may throw anything, and what has been begun must not be lost over it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Stop(exception);
            return SmsOutcome.Unknown(delivery.To, null);
        }
    }

    private async Task<SmsOutcome> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var request = delivery.Message.Request;
        if (!await WaitForTurnAsync(delivery.Message.Sender).ConfigureAwait(false))
        {
            var outcome = SmsOutcome.NotAttempted(delivery.To);
            diagnostics.Record(request.Endpoint, outcome);
            return outcome;
        }

        diagnostics.RecordQueue(clock.GetElapsedTime(delivery.Prepared));
        return await client.SendAsync(request, delivery.To, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> WaitForTurnAsync(SmsSenderAddress sender)
    {
        try
        {
            if (pace is not null)
            {
                await pace.WaitAsync(sender, stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The run stopped meanwhile.
        }

        return !stopping.IsCancellationRequested;
    }

    // What is wrong for one message is wrong for all. An answer that was lost is not: the next message may well get through.
    private void StopWhereHopeless(SmsOutcome outcome)
    {
        var unanswered = outcome is { State: SmsOutcomeState.Unknown, Error.Code: SmsErrorCode.TwilioConnectionError };
        var inARow = unanswered ? Interlocked.Increment(ref unansweredInARow) : Interlocked.Exchange(ref unansweredInARow, 0);
        if (outcome.Error is { } error && error.Code.ConcernsAccount() && (!unanswered || inARow >= MostUnansweredInARow))
        {
            Stop(error);
        }
    }

    private void Stop(Exception exception)
    {
        Keep(exception);
        BeginNothingNew();
    }

    private void BeginNothingNew() => stopping.Cancel();

    private void Keep(Exception exception) => Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);

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
        progress?.Report(new BulkProgress(outcome, Volatile.Read(ref messagesRead), counts));
    }

    /// <summary>What a worker does: one message to one recipient.</summary>
    private readonly record struct Delivery(PreparedMessage Message, string To, long MessageIndex, long Prepared);
}
