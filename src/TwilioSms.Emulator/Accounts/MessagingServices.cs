using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Accounts;

/// <summary>The Messaging Services there are, with their pools of senders. Where there is none at all, every SID is a service that sends.</summary>
internal sealed class MessagingServices
{
    private readonly ConcurrentDictionary<string, MessagingService> services = new(StringComparer.Ordinal);

    public MessagingServices(TwilioEmulatorOptions options)
    {
        foreach (var service in options.MessagingServices)
        {
            Put(new MessagingService(service.Sid, options.AccountSid, "Emulated service", [.. service.Senders], options.TimeProvider.GetUtcNow()));
        }
    }

    public bool IsEmpty => services.IsEmpty;

    public IEnumerable<MessagingService> Of(string accountSid) =>
        services.Values.Where(service => service.AccountSid == accountSid).OrderBy(static service => service.Created);

    public bool TryFind(string sid, [NotNullWhen(true)] out MessagingService? service) => services.TryGetValue(sid, out service);

    public void Put(MessagingService service) => services[service.Sid] = service;

    public void Remove(string sid) => services.TryRemove(sid, out _);

    /// <summary>The service whose pool has the sender, or null.</summary>
    public MessagingService? WithSender(string sender) => services.Values.FirstOrDefault(service => service.Senders.Contains(sender));
}

internal sealed record MessagingService(string Sid, string AccountSid, string FriendlyName, ImmutableArray<string> Senders, DateTimeOffset Created)
{
    public bool HasChannel(string scheme) => Senders.Any(sender => ChannelAddress.SchemeOf(sender) == scheme);

    /// <summary>
    /// The sender of a message to this recipient: of its channel, rather of its country than not, and the same every time, as Twilio's
    /// sticky senders are. Null where the pool has none.
    /// </summary>
    public string? SenderFor(string to)
    {
        var channel = ChannelAddress.SchemeOf(to);
        var candidates = Senders
            .Where(sender => ChannelAddress.SchemeOf(sender) == channel && !(SenderName.Is(sender) && SenderName.IsRefusedIn(to)))
            .GroupBy(sender => CommonDigits(sender, to))
            .MaxBy(static group => group.Key)?.ToList();
        return candidates?[(int)(StableHash(to) % candidates.Count)];
    }

    // Numbers of one country share its calling code; how many digits that has is not known here, and three is the most.
    private static int CommonDigits(string sender, string to) =>
        Math.Min(sender.StartsWith('+') ? sender.AsSpan().CommonPrefixLength(to) : 1, 4);

    private static uint StableHash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619;
        }

        return hash;
    }
}
