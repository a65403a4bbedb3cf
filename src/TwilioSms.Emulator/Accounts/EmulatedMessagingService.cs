namespace TwilioSms.Emulator;

/// <summary>A Messaging Service: it chooses the sender of a message from its pool.</summary>
/// <param name="sid">The service: <c>MG</c> and 32 hexadecimal digits.</param>
/// <exception cref="ArgumentException"><paramref name="sid"/> is none.</exception>
public sealed class EmulatedMessagingService(string sid)
{
    /// <summary>The service's SID.</summary>
    public string Sid { get; } = TwilioEmulatorOptions.RequireSid(sid, "MG", nameof(sid));

    /// <summary>The pool: numbers in E.164, short codes, names, and channel addresses such as <c>rcs:acme_agent</c>.</summary>
    /// <value>The default is empty: such a service cannot send, and is refused with 21703.</value>
    public ICollection<string> Senders { get; } = [];

    /// <summary>The SID.</summary>
    public override string ToString() => Sid;
}
