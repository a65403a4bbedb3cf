using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator;

/// <summary>How a <see cref="TwilioEmulator"/> starts and behaves.</summary>
public sealed class TwilioEmulatorOptions
{
    private readonly string randomToken = Sid.NewSecret();
    private bool? showAuthToken;

    /// <summary>Options that need no change.</summary>
    public TwilioEmulatorOptions() => AuthToken = randomToken;

    /// <summary>The address of this machine to listen on. Anyone who can reach it can read every message.</summary>
    /// <value>The default is the loopback address: this machine only.</value>
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The TCP port.</summary>
    /// <value>The default is 0: a free port.</value>
    public int Port { get; set; }

    /// <summary>The account that requests name in their path and may authenticate as.</summary>
    /// <value>The default is a random SID: <c>AC</c> and 32 hexadecimal digits.</value>
    public string AccountSid { get; set; } = Sid.New("AC");

    /// <summary>The account's token: the password of <see cref="AccountSid"/> and the key of webhook signatures.</summary>
    /// <value>The default is random.</value>
    public string AuthToken { get; set; }

    /// <summary>The API key that may authenticate in place of the account.</summary>
    /// <value>The default is a random SID: <c>SK</c> and 32 hexadecimal digits.</value>
    public string ApiKeySid { get; set; } = Sid.New("SK");

    /// <summary>The secret of <see cref="ApiKeySid"/>.</summary>
    /// <value>The default is random.</value>
    public string ApiKeySecret { get; set; } = Sid.NewSecret();

    /// <summary>The OAuth client that may ask for an access token at <c>POST /v2/token</c>, as at <c>https://oauth.twilio.com</c>.</summary>
    /// <value>The default is a random SID: <c>OQ</c> and 32 hexadecimal digits.</value>
    public string ClientId { get; set; } = Sid.New("OQ");

    /// <summary>The secret of <see cref="ClientId"/>.</summary>
    /// <value>The default is random.</value>
    public string ClientSecret { get; set; } = Sid.NewSecret();

    /// <summary>How long an access token opens the API, by the emulator's clock.</summary>
    /// <value>The default is one hour, as with Twilio.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Further accounts. The API key and the OAuth client belong to <see cref="AccountSid"/>.</summary>
    /// <value>The default is none.</value>
    public ICollection<EmulatedAccount> Accounts { get; } = [];

    /// <summary>The account's Messaging Services. Where there is one, any other SID is refused with 21701; more can be made by the API.</summary>
    /// <value>The default is none: every well-formed SID is a service that sends, without naming a sender.</value>
    public ICollection<EmulatedMessagingService> MessagingServices { get; } = [];

    /// <summary>Whether the account is a trial: it texts <see cref="VerifiedNumbers"/> only (21608) and from no name (21267).</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsTrial { get; set; }

    /// <summary>The recipients of a trial account.</summary>
    /// <value>The default is none.</value>
    public ICollection<string> VerifiedNumbers { get; } = [];

    /// <summary>The countries the account may text, by calling code, as <c>+49</c>. Any other is refused with 21408.</summary>
    /// <value>The default is empty: all.</value>
    public ICollection<string> PermittedCallingCodes { get; } = [];

    /// <summary>
    /// Recipients that are no mobiles: a message to one fails with 30006 in North America and the United Kingdom, where Twilio tries, or
    /// with <c>ForceDelivery</c>, and is refused with 21635 elsewhere.
    /// </summary>
    /// <value>The default is none.</value>
    public ICollection<string> Landlines { get; } = [];

    /// <summary>How many requests may be open at a time; one more is refused with 20429.</summary>
    /// <value>The default is none: any number.</value>
    public int? ConcurrencyLimit { get; set; }

    /// <summary>Signs webhooks with a shared key and HMAC-SHA256 in place of the token and HMAC-SHA1.</summary>
    /// <value>The default is none: the token.</value>
    public WebhookSharedKey? WebhookSharedKey { get; set; }

    /// <summary>
    /// The senders the account owns. Any other <c>From</c> is refused with 21606. Twilio's magic test numbers behave as
    /// documented either way.
    /// </summary>
    /// <value>The default is empty: every well-formed sender is the account's own.</value>
    public ICollection<string> OwnedNumbers { get; } = [];

    /// <summary>How long a message stays <c>queued</c> before it is <c>sent</c>.</summary>
    /// <value>The default is half a second. <see cref="Timeout.InfiniteTimeSpan"/> keeps it queued until its validity period ends and it fails.</value>
    public TimeSpan SentAfter { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a message stays <c>sent</c> before it is <c>delivered</c>.</summary>
    /// <value>The default is one second. <see cref="Timeout.InfiniteTimeSpan"/> keeps it sent.</value>
    public TimeSpan DeliveredAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long messages are kept, by the emulator's clock: older ones are forgotten when another comes.</summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: for as long as the emulator runs.</value>
    public TimeSpan Retention { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long after its acceptance a message is missing from the list, though it can be read by its SID. Twilio's list lags, too.
    /// </summary>
    /// <value>The default is zero. <see cref="Timeout.InfiniteTimeSpan"/> keeps every message out of it.</value>
    public TimeSpan ListDelay { get; set; }

    /// <summary>
    /// Whether the last four digits of recipients are read as <c>XXXX</c>, as for an account with Twilio's message redaction; a filter by
    /// <c>To</c> finds no such message. A message that says <c>AddressRetention</c> decides for itself. The answer that accepts a
    /// message has the number in full, and so has <see cref="TwilioEmulator.Messages"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RedactNumbers { get; set; }

    /// <summary>What Twilio makes of a recipient in E.164 before it keeps it, as it turns some Mexican and Argentinian numbers into others.</summary>
    /// <value>The default is none: numbers are kept.</value>
    public Func<string, string>? RewriteRecipient { get; set; }

    /// <summary>Where a reply that is written on the page is posted, signed with <see cref="AuthToken"/>, as Twilio posts an incoming message.</summary>
    /// <value>The default is none: replies stay on the page.</value>
    public Uri? InboundWebhook { get; set; }

    /// <summary>
    /// Names besides <c>localhost</c> that the page and the control API are served to, as that of a container. Only names that nobody else
    /// can make lead to the emulator are safe here.
    /// </summary>
    /// <value>The default is none.</value>
    public ICollection<string> AllowedHosts { get; } = [];

    /// <summary>Whether the page shows the token in its examples, so that they can be run as they are.</summary>
    /// <value>The default is <see langword="true"/> while <see cref="AuthToken"/> is the random one: one that was set may open more.</value>
    public bool ShowAuthToken
    {
        get => showAuthToken ?? AuthToken == randomToken;
        set => showAuthToken = value;
    }

    /// <summary>The clock of dates, scheduling, status changes and delaying faults.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the web server and failed status callbacks are logged.</summary>
    /// <value>The default logs nothing.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Where messages are kept over restarts.</summary>
    internal IMessageArchive? Archive { get; set; }

    internal void Validate()
    {
        RequireSid(AccountSid, "AC", nameof(AccountSid));
        RequireSid(ApiKeySid, "SK", nameof(ApiKeySid));
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        ArgumentException.ThrowIfNullOrEmpty(ClientSecret);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AccessTokenLifetime, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(AuthToken);
        ArgumentException.ThrowIfNullOrEmpty(ApiKeySecret);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentNullException.ThrowIfNull(ListenAddress);
        RequireWebAddress(InboundWebhook, nameof(InboundWebhook));
        RequireDelay(SentAfter, nameof(SentAfter));
        RequireDelay(DeliveredAfter, nameof(DeliveredAfter));
        RequireDelay(ListDelay, nameof(ListDelay));
        RequireDelay(Retention, nameof(Retention));
    }

    internal static TimeSpan RequireDelay(TimeSpan value, string option) => value >= TimeSpan.Zero || value == Timeout.InfiniteTimeSpan
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} has to be zero or more, or Timeout.InfiniteTimeSpan.");

    internal static string RequireSid(string value, string prefix, string option) => Sid.IsValid(value, prefix)
        ? value
        : throw new ArgumentException($"{option} has to be '{prefix}' and 32 hexadecimal digits, as Twilio's own are.", option);

    private static void RequireWebAddress(Uri? value, string option)
    {
        if (value is not null && !(value.IsAbsoluteUri && value.Scheme is "http" or "https"))
        {
            throw new ArgumentException($"{option} has to be an absolute http or https address.", option);
        }
    }
}
