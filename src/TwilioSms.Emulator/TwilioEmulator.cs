using System.Runtime.CompilerServices;
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
    private readonly TwilioEmulatorOptions _options;
    private readonly MessageStore _store;
    private readonly InboxLog _log = new();
    private readonly WebhookClient _webhooks;
    private readonly StatusCallbackSender _callbacks;
    private readonly StatusProgression _progression;
    private readonly TwilioApi _api;
    private readonly EmulatorServer _server;
    private int _disposed;

    private TwilioEmulator(TwilioEmulatorOptions options)
    {
        _options = options;
        _store = new MessageStore();
        _store.Changed += message => _log.Put(InboxEntry.Of(message));
        _store.Removed += _log.Remove;
        _webhooks = new WebhookClient(options.AuthToken);
        _callbacks = new StatusCallbackSender(_webhooks, options.LoggerFactory);
        _progression = new StatusProgression(_store, _callbacks, options);
        _api = new TwilioApi(options, _store, _progression);
        var switches = new FaultSwitches();
        _server = new EmulatorServer(
            _api,
            new InboxSite(options, _store, _log, switches, new InboundMessageSender(options, _log, _webhooks)),
            request => Faults.Take(request) ?? switches.Take(request),
            new RefusedAttempts(_log, options.TimeProvider),
            options);
    }

    /// <summary>The address to point a client at in place of <c>https://api.twilio.com</c>, and a browser at for the inbox.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    /// <inheritdoc cref="TwilioEmulatorOptions.AccountSid"/>
    public string AccountSid => _options.AccountSid;

    /// <inheritdoc cref="TwilioEmulatorOptions.AuthToken"/>
    public string AuthToken => _options.AuthToken;

    /// <inheritdoc cref="TwilioEmulatorOptions.ApiKeySid"/>
    public string ApiKeySid => _options.ApiKeySid;

    /// <inheritdoc cref="TwilioEmulatorOptions.ApiKeySecret"/>
    public string ApiKeySecret => _options.ApiKeySecret;

    /// <summary>Whether the account may send. While it may not, new messages are refused with 20005.</summary>
    /// <value>The default is <see cref="EmulatedAccountStatus.Active"/>.</value>
    public EmulatedAccountStatus AccountStatus
    {
        get => _api.AccountStatus;
        set => _api.AccountStatus = value;
    }

    /// <summary>A snapshot of the accepted messages, in the order of their acceptance.</summary>
    public IReadOnlyList<EmulatedMessage> Messages => _store.Snapshot();

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
            await emulator._server.StartAsync(cancellationToken).ConfigureAwait(false);
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
        using var subscription = _store.Subscribe();
        await foreach (var message in subscription.Accepted.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return message;
        }
    }

    /// <summary>Stops listening, breaks the connections that are left, and drops status callbacks not yet posted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _server.DisposeAsync().ConfigureAwait(false);
        await _progression.DisposeAsync().ConfigureAwait(false);
        await _callbacks.DisposeAsync().ConfigureAwait(false);
        _webhooks.Dispose();
        _store.CompleteSubscriptions();
    }

    /// <summary>Shows a message on the page that the connector did not send to anyone.</summary>
    internal void ShowUnsent(SmsMessage message, TwilioConnectorException error)
    {
        foreach (var to in message.To)
        {
            _log.Put(InboxEntry.Unsent(message, to, error, _options.TimeProvider.GetUtcNow()));
        }
    }

    /// <summary>The address; never the credentials.</summary>
    public override string ToString() => BaseAddress.ToString();
}
