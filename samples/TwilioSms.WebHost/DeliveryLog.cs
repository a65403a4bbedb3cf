using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TwilioSms.WebHost;

/// <summary>What is known of each message, in the order in which it was heard.</summary>
internal sealed class DeliveryLog
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> messages = new(StringComparer.Ordinal);
    private readonly Channel<SmsStatusUpdate> updates = Channel.CreateUnbounded<SmsStatusUpdate>();

    public IReadOnlyDictionary<string, ConcurrentQueue<string>> Messages => messages;

    /// <summary>The updates as they come in, for one reader.</summary>
    public ChannelReader<SmsStatusUpdate> Updates => updates.Reader;

    public void Add(SmsStatusUpdate update)
    {
        messages.GetOrAdd(update.MessageSid, static _ => new ConcurrentQueue<string>()).Enqueue(update.StatusText);
        updates.Writer.TryWrite(update);
    }
}
