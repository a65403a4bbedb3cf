using System.Runtime.CompilerServices;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Authentication;
using TwilioSms.Emulator.Callbacks;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Inbox;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Status;

namespace TwilioSms.Emulator;

/// <summary>
/// Twilio's Messages API on a loopback address: real HTTP, Twilio's own answers and errors, and faults on demand. For
/// tests, demonstrations and development without an account. A browser that opens its address sees the conversations.
/// </summary>
/// <remarks>Every instance is independent of every other. All members are safe for use by several threads.</remarks>
public sealed class TwilioEmulator : IAsyncDisposable
{
    private readonly TwilioEmulatorOptions options;
    private readonly MessageStore store;
    private readonly InboxLog log = new();
    private readonly WebhookClient webhooks;
    private readonly StatusCallbackSender callbacks;
    private readonly StatusProgression progression;
    private readonly TwilioApi api;
    private readonly EmulatorServer server;
    private int disposed;

    private TwilioEmulator(TwilioEmulatorOptions options)
    {
        this.options = options;
        store = new MessageStore();
        store.Changed += message => log.Put(InboxEntry.Of(message));
        store.Removed += log.Remove;
        var accounts = new AccountDirectory(options);
        webhooks = new WebhookClient(accounts, options.WebhookSharedKey);
        callbacks = new StatusCallbackSender(webhooks, options.LoggerFactory);
        progression = new StatusProgression(store, callbacks, options);
        api = new TwilioApi(options, accounts, new AccessTokens(options), new MessagingServices(options), store, progression);
        var switches = new FaultSwitches();
        server = new EmulatorServer(
            api,
            new InboxSite(options, store, log, switches, new InboundMessageSender(options, log, webhooks)),
            request => Faults.Take(request) ?? switches.Take(request),
            new RefusedAttempts(log, options.TimeProvider),
            options);
    }

    /// <summary>The address to point a client at in place of <c>https://api.twilio.com</c>, and a browser at for the inbox.</summary>
    public Uri BaseAddress => server.BaseAddress;

    /// <inheritdoc cref="TwilioEmulatorOptions.AccountSid"/>
    public string AccountSid => options.AccountSid;

    /// <inheritdoc cref="TwilioEmulatorOptions.AuthToken"/>
    public string AuthToken => options.AuthToken;

    /// <inheritdoc cref="TwilioEmulatorOptions.ApiKeySid"/>
    public string ApiKeySid => options.ApiKeySid;

    /// <inheritdoc cref="TwilioEmulatorOptions.ApiKeySecret"/>
    public string ApiKeySecret => options.ApiKeySecret;

    /// <inheritdoc cref="TwilioEmulatorOptions.ClientId"/>
    public string ClientId => options.ClientId;

    /// <inheritdoc cref="TwilioEmulatorOptions.ClientSecret"/>
    public string ClientSecret => options.ClientSecret;

    /// <inheritdoc cref="TwilioEmulatorOptions.WebhookSharedKey"/>
    public WebhookSharedKey? WebhookSharedKey
    {
        get => webhooks.SharedKey;
        set => webhooks.SharedKey = value;
    }

    /// <summary>Whether the account may send. While it may not, new messages are refused with 20005.</summary>
    /// <value>The default is <see cref="EmulatedAccountStatus.Active"/>.</value>
    public EmulatedAccountStatus AccountStatus
    {
        get => api.AccountStatus;
        set => api.AccountStatus = value;
    }

    /// <inheritdoc cref="TwilioEmulatorOptions.ListDelay"/>
    public TimeSpan ListDelay
    {
        get => api.ListDelay;
        set => api.ListDelay = TwilioEmulatorOptions.RequireDelay(value, nameof(ListDelay));
    }

    /// <summary>A snapshot of the accepted messages, in the order of their acceptance.</summary>
    public IReadOnlyList<EmulatedMessage> Messages => store.Snapshot();

    /// <summary>What goes wrong with the requests to come. Empty at the start.</summary>
    public FaultSchedule Faults { get; } = new();

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">Changes the options; none need changing.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>An emulator that is listening. Disposing of it stops it.</returns>
    /// <exception cref="ArgumentException">An option is invalid; the message names it.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<TwilioEmulator> StartAsync(
        Action<TwilioEmulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new TwilioEmulatorOptions();
        configure?.Invoke(options);
        options.Validate();
        var emulator = new TwilioEmulator(options);
        try
        {
            await emulator.server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return emulator;
    }

    /// <summary>The messages as they are accepted: first those already there, then each new one, until cancelled.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>A sequence without an end; each enumeration starts from the first message.</returns>
    public async IAsyncEnumerable<EmulatedMessage> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = store.Subscribe();
        await foreach (var message in subscription.Accepted.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return message;
        }
    }

    /// <summary>Stops listening, breaks the connections that are left, and drops status callbacks not yet posted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await server.DisposeAsync().ConfigureAwait(false);
        await progression.DisposeAsync().ConfigureAwait(false);
        await callbacks.DisposeAsync().ConfigureAwait(false);
        webhooks.Dispose();
        store.CompleteSubscriptions();
    }

    /// <summary>Shows a message on the page that the connector did not send to anyone.</summary>
    internal void ShowUnsent(SmsMessage message, TwilioConnectorException error)
    {
        foreach (var to in message.To)
        {
            log.Put(InboxEntry.Unsent(message, to, error, options.TimeProvider.GetUtcNow()));
        }
    }

    /// <summary>The address; never the credentials.</summary>
    public override string ToString() => BaseAddress.ToString();
}
