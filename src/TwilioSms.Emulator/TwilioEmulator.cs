using System.Runtime.CompilerServices;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Authentication;
using TwilioSms.Emulator.Callbacks;
using TwilioSms.Emulator.Client;
using TwilioSms.Emulator.Clock;
using TwilioSms.Emulator.Control;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Inbox;
using TwilioSms.Emulator.Incoming;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Resources;
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
    private readonly ForwardableClock clock;
    private readonly InboxLog log;
    private readonly OptOuts optOuts = new();
    private readonly IncomingMessages incoming;
    private readonly WebhookClient webhooks;
    private readonly StatusCallbackSender callbacks;
    private readonly StatusProgression progression;
    private readonly MessageEndpoint messages;
    private readonly TwilioApi api;
    private readonly ControlApi control;
    private readonly MessageWaiter waiter;
    private readonly EmulatorServer server;
    private int disposed;

    private TwilioEmulator(TwilioEmulatorOptions options)
    {
        this.options = options;
        options.TimeProvider = clock = new ForwardableClock(options.TimeProvider);
        log = new InboxLog(options);
        store = new MessageStore(options);
        store.Changed += message => log.Put(InboxEntry.Of(message));
        store.Removed += log.Remove;
        Deliveries.Changed += () => log.Tell(new InboxChange.DeliveriesChanged());
        var accounts = new AccountDirectory(options);
        var services = new MessagingServices(options);
        webhooks = new WebhookClient(accounts, options.WebhookSharedKey);
        callbacks = new StatusCallbackSender(webhooks, options.LoggerFactory);
        progression = new StatusProgression(store, callbacks, options);
        var outgoing = new OutgoingMessages(options, store, optOuts, Deliveries, progression);
        incoming = new IncomingMessages(options, accounts, services, store, optOuts, outgoing, webhooks);
        messages = new MessageEndpoint(options, accounts, services, store, progression, outgoing);
        api = new TwilioApi(options, accounts, new AccessTokens(options), services, store, messages);
        var switches = new FaultSwitches();
        control = new ControlApi(this, options, store, log, switches);
        waiter = new MessageWaiter(store);
        if (options.Archive is { } archive)
        {
            Restore(archive);
        }

        server = new EmulatorServer(
            api,
            new InboxSite(new PageGuard(options), control),
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
        get => messages.ListDelay;
        set => messages.ListDelay = TwilioEmulatorOptions.RequireDelay(value, nameof(ListDelay));
    }

    /// <summary>A snapshot of the messages to phones, in the order of their acceptance.</summary>
    public IReadOnlyList<EmulatedMessage> Messages => store.Snapshot(IsOutbound);

    /// <summary>A snapshot of the messages from phones, in the order of their arrival.</summary>
    public IReadOnlyList<EmulatedMessage> ReceivedMessages => store.Snapshot(static message => !IsOutbound(message));

    /// <summary>What goes wrong with the requests to come. Empty at the start.</summary>
    public FaultSchedule Faults { get; } = new();

    /// <summary>Which messages do not reach their phone. Empty at the start.</summary>
    public DeliverySchedule Deliveries { get; } = new();

    /// <summary>Starts an emulator on a free port of the loopback address.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>An emulator that is listening. Disposing of it stops it.</returns>
    public static Task<TwilioEmulator> StartAsync(CancellationToken cancellationToken = default) => StartAsync(static _ => { }, cancellationToken);

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">Changes the options; none need changing.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>An emulator that is listening. Disposing of it stops it.</returns>
    /// <exception cref="ArgumentException">An option is invalid; the message names it.</exception>
    /// <exception cref="IOException">The port is in use, or the address or the port may not be used; the message is one line.</exception>
    public static async Task<TwilioEmulator> StartAsync(
        Action<TwilioEmulatorOptions> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TwilioEmulatorOptions();
        configure(options);
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

    /// <summary>Lets a phone write to the application: <see cref="TwilioEmulatorOptions.InboundWebhook"/> is told, and its answer acted upon.</summary>
    /// <param name="from">The phone's number.</param>
    /// <param name="to">The application's number, or a Messaging Service.</param>
    /// <param name="body">The text. STOP, START, HELP and their kin do what they do with Twilio.</param>
    /// <param name="cancellationToken">Gives up waiting for the application.</param>
    /// <returns>The message; its <see cref="EmulatedMessage.Note"/> says what was wrong with the application's answer, if anything was.</returns>
    public Task<EmulatedMessage> ReceiveAsync(string from, string to, string body, CancellationToken cancellationToken = default) =>
        ReceiveAsync(from, to, body, [], cancellationToken);

    /// <summary>Lets a phone send pictures and the like to the application.</summary>
    /// <param name="from">The phone's number.</param>
    /// <param name="to">The application's number, or a Messaging Service.</param>
    /// <param name="body">The text.</param>
    /// <param name="mediaUrls">The addresses of the pictures.</param>
    /// <param name="cancellationToken">Gives up waiting for the application.</param>
    /// <returns>The message; its <see cref="EmulatedMessage.Note"/> says what was wrong with the application's answer, if anything was.</returns>
    public Task<EmulatedMessage> ReceiveAsync(
        string from, string to, string body, IEnumerable<string> mediaUrls, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(mediaUrls);
        return incoming.ReceiveAsync(from, to, body, [.. mediaUrls], BaseAddress, cancellationToken);
    }

    /// <summary>Waits, ten seconds at most by the clock on the wall, until a message has come to a phone, and returns it.</summary>
    /// <param name="to">The phone's number, in E.164.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">It did not come; the message says what came in its place.</exception>
    public async Task<EmulatedMessage> WaitForMessageAsync(string to, CancellationToken cancellationToken = default) =>
        (await WaitForMessagesAsync(1, new() { To = to }, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Waits, ten seconds at most by the clock on the wall, until a message has come to a phone, and returns it.</summary>
    /// <param name="to">The phone's number, in E.164.</param>
    /// <param name="containing">What its text contains.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">It did not come; the message says what came in its place.</exception>
    public async Task<EmulatedMessage> WaitForMessageAsync(string to, string containing, CancellationToken cancellationToken = default) =>
        (await WaitForMessagesAsync(1, new() { To = to, Containing = containing }, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Waits, ten seconds at most by the clock on the wall, until so many messages to phones are there, and returns all of them,
    /// oldest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">They did not come; the message says what came in their place.</exception>
    public Task<IReadOnlyList<EmulatedMessage>> WaitForMessagesAsync(int count, CancellationToken cancellationToken = default) =>
        WaitForMessagesAsync(count, new(), cancellationToken);

    /// <summary>Waits, ten seconds at most by the clock on the wall, until so many messages match, and returns all that do, oldest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">They did not come; the message says what came in their place.</exception>
    public Task<IReadOnlyList<EmulatedMessage>> WaitForMessagesAsync(
        int count, EmulatedMessageQuery query, CancellationToken cancellationToken = default) =>
        WaitForMessagesAsync(count, query, Waiting.DefaultTimeout, cancellationToken);

    /// <summary>Waits until so many messages match, and returns all that do, oldest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="query">Which.</param>
    /// <param name="timeout">How long to wait by the clock on the wall.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">They did not come; the message says what came in their place.</exception>
    public async Task<IReadOnlyList<EmulatedMessage>> WaitForMessagesAsync(
        int count, EmulatedMessageQuery query, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(query);
        var found = await waiter.WaitAsync(query, count, timeout, cancellationToken).ConfigureAwait(false);
        return found.Count >= count ? found : throw Waiting.InVain(
            count, query, timeout, found.Count, query.To is { } to ? store.Snapshot(new EmulatedMessageQuery { To = to }.Matches) : null);
    }

    /// <summary>Forgets messages, faults, failing deliveries and opt-outs. The options, the clock and the Messaging Services stay.</summary>
    public void Reset()
    {
        control.Forget();
        control.ClearFaults();
        optOuts.Clear();
    }

    /// <summary>Puts the emulator's clock forward: what is due by then happens at once.</summary>
    /// <param name="by">How far.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void ForwardClock(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        clock.Forward(by);
        progression.TakeDueSteps();
    }

    /// <summary>The messages to phones as they are accepted: first those already there, then each new one, until cancelled.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>A sequence without an end; each enumeration starts from the first message.</returns>
    public async IAsyncEnumerable<EmulatedMessage> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = store.Subscribe();
        await foreach (var message in subscription.Accepted.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsOutbound(message))
            {
                yield return message;
            }
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

    private void Restore(IMessageArchive archive)
    {
        foreach (var message in archive.Load().Select(ArchivedMessage.Read))
        {
            store.Add(message);
            progression.Follow(message);
        }

        store.Changed += message => archive.Put(message.Sid, ArchivedMessage.Write(message));
        store.Removed += archive.Remove;
        store.Cleared += archive.Clear;
    }

    private static bool IsOutbound(EmulatedMessage message) => message.Direction != EmulatedMessageDirection.Inbound;

    /// <summary>The address; never the credentials.</summary>
    public override string ToString() => BaseAddress.ToString();
}
