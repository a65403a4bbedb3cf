using System.Text;
using RabbitMQ.Client;

namespace TwilioSms.Activiti.Broker;

/// <summary>A message as the broker handed it out.</summary>
internal sealed record Delivery(BrokerSession Session, ulong Tag, string Exchange, MessageProperties Properties, ReadOnlyMemory<byte> Body)
{
    public Task AcknowledgeAsync() => Session.AcknowledgeAsync(Tag);

    public Task RejectAsync() => Session.RejectAsync(Tag);
}

/// <summary>What a message says beside its body.</summary>
internal sealed class MessageProperties(IReadOnlyBasicProperties properties)
{
    private readonly IDictionary<string, object?>? headers = properties.Headers;

    public string? ContentEncoding { get; } = properties.ContentEncoding;

    /// <summary>A header that is a text; null where there is none.</summary>
    public string? Header(string name) => headers is not null && headers.TryGetValue(name, out var value)
        ? value switch
        {
            byte[] text => Encoding.UTF8.GetString(text),
            string text => text,
            _ => null,
        }
        : null;
}
