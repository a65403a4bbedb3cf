using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TwilioSms.Emulator.Inbox;

/// <summary>The connector's sender, whose messages that never became a request are shown in the inbox.</summary>
internal sealed class ObservedSender(ISmsSender sender, TwilioEmulator twilio) : ISmsSender
{
    public async Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            return await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioConnectorException error) when (error.Result is null)
        {
            twilio.ShowUnsent(message, error);
            throw;
        }
    }

    public Task<SmsResult> ResolveAsync(SmsResult result, CancellationToken cancellationToken = default) =>
        sender.ResolveAsync(result, cancellationToken);

    public async IAsyncEnumerable<SmsOutcome> SendManyAsync(
        IAsyncEnumerable<SmsMessage> messages,
        BulkSendOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var waiting = new ConcurrentDictionary<long, SmsMessage>();
        var outcomes = sender.SendManyAsync(KeepAsync(messages, waiting, CancellationToken.None), options, cancellationToken);
        await foreach (var outcome in outcomes.ConfigureAwait(false))
        {
            // All recipients of a message that cannot be sent have the same error.
            if (waiting.TryRemove(outcome.MessageIndex, out var message) && outcome.Error is { } error && IsRefusal(error))
            {
                twilio.ShowUnsent(message, error);
            }

            yield return outcome;
        }
    }

    private static bool IsRefusal(TwilioConnectorException error) =>
        error is not TwilioApiException or TwilioRequestException { StatusCode: null };

    private static async IAsyncEnumerable<SmsMessage> KeepAsync(
        IAsyncEnumerable<SmsMessage> messages,
        ConcurrentDictionary<long, SmsMessage> waiting,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = 0L;
        await foreach (var message in messages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            waiting[index++] = message;
            yield return message;
        }
    }
}
