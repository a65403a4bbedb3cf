using System.Runtime.CompilerServices;
using TwilioSms.Emulator.Callbacks;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Status;

namespace TwilioSms.Emulator;

/// <summary>
/// Twilio's Messages API on a loopback address: real HTTP, Twilio's own answers and errors, and faults on demand. For
/// tests, demonstrations and development without an account.
/// </summary>
/// <remarks>Every instance is independent of every other. All members are safe for use by several threads.</remarks>
public sealed class TwilioEmulator : IAsyncDisposable
{
    private readonly TwilioEmulatorOptions _options;
    private readonly MessageStore _store;
    private readonly StatusCallbackSender _callbacks;
    private readonly StatusProgression _progression;
    private readonly EmulatorServer _server;
    private int _disposed;

    private TwilioEmulator(TwilioEmulatorOptions options)
    {
        _options = options;
        _store = new MessageStore();
        _callbacks = new StatusCallbackSender(options.AuthToken, options.LoggerFactory);
        _progression = new StatusProgression(_store, _callbacks, options);
        _server = new EmulatorServer(new TwilioApi(options, _store, _progression), Faults, options);
    }

    /// <summary>The address to point a client at in place of <c>https://api.twilio.com</c>.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    /// <inheritdoc cref="TwilioEmulatorOptions.AccountSid"/>
    public string AccountSid => _options.AccountSid;

    /// <inheritdoc cref="TwilioEmulatorOptions.AuthToken"/>
    public string AuthToken => _options.AuthToken;

    /// <inheritdoc cref="TwilioEmulatorOptions.ApiKeySid"/>
    public string ApiKeySid => _options.ApiKeySid;

    /// <inheritdoc cref="TwilioEmulatorOptions.ApiKeySecret"/>
    public string ApiKeySecret => _options.ApiKeySecret;

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
        _store.CompleteSubscriptions();
    }

    /// <summary>The address; never the credentials.</summary>
    public override string ToString() => BaseAddress.ToString();
}
