namespace TwilioSms;

/// <summary>What a message is for. Those that Twilio knew when this was written are here; any other can be given by its name.</summary>
public readonly record struct SmsMessageIntent
{
    private readonly string? name;

    private SmsMessageIntent(string name) => this.name = name;

    /// <summary>A one-time code.</summary>
    public static SmsMessageIntent Otp { get; } = new("otp");

    /// <summary>News of an order, an appointment and the like.</summary>
    public static SmsMessageIntent Notifications { get; } = new("notifications");

    /// <summary>Marketing.</summary>
    public static SmsMessageIntent Marketing { get; } = new("marketing");

    /// <summary>A warning of fraud.</summary>
    public static SmsMessageIntent Fraud { get; } = new("fraud");

    /// <summary>A warning about security.</summary>
    public static SmsMessageIntent Security { get; } = new("security");

    /// <summary>Customer care.</summary>
    public static SmsMessageIntent CustomerCare { get; } = new("customercare");

    /// <summary>News of a delivery.</summary>
    public static SmsMessageIntent Delivery { get; } = new("delivery");

    /// <summary>Messages of a school or university.</summary>
    public static SmsMessageIntent Education { get; } = new("education");

    /// <summary>A poll or vote.</summary>
    public static SmsMessageIntent Polling { get; } = new("polling");

    /// <summary>A public announcement.</summary>
    public static SmsMessageIntent Announcements { get; } = new("announcements");

    /// <summary>An event.</summary>
    public static SmsMessageIntent Events { get; } = new("events");

    /// <summary>An intent by the name that Twilio has for it.</summary>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static SmsMessageIntent FromName(string name) => string.IsNullOrWhiteSpace(name)
        ? throw new ArgumentException("The name of the intent is blank.", nameof(name))
        : new SmsMessageIntent(name.Trim());

    /// <summary>The name that Twilio has for it: <c>otp</c>.</summary>
    public override string ToString() => name ?? string.Empty;
}
