using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TwilioSms.WebHost;

/// <summary>What is known of each message. Updates come out of order and more than once, so each is kept once, as it came.</summary>
internal sealed class DeliveryLog
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> messages = new(StringComparer.Ordinal);
    private readonly Channel<SmsStatusUpdate> updates = Channel.CreateUnbounded<SmsStatusUpdate>();

    public IReadOnlyDictionary<string, ConcurrentQueue<string>> Messages => messages;

    /// <summary>The updates as they come in, for one reader.</summary>
    public ChannelReader<SmsStatusUpdate> Updates => updates.Reader;

    public void Add(SmsStatusUpdate update)
    {
        var statuses = messages.GetOrAdd(update.MessageSid, static _ => new ConcurrentQueue<string>());
        if (!statuses.Contains(update.StatusText, StringComparer.Ordinal))
        {
            statuses.Enqueue(update.StatusText);
            updates.Writer.TryWrite(update);
        }
    }
}
