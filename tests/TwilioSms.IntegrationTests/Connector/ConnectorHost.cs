using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Emulator;
using TwilioSms.TwilioSdk;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>The connector as an application registers it, with an emulator on the other end of the line.</summary>
internal sealed class ConnectorHost : IAsyncDisposable
{
    public const string From = "+14155550100";
    public const string Body = "Dear Ada, your code is 314159.";

    private readonly SuiteLog suite;
    private readonly ServiceProvider services;

    private ConnectorHost(SuiteLog suite, TwilioEmulator twilio, ServiceProvider services)
    {
        (this.suite, Twilio, this.services) = (suite, twilio, services);
        Sender = services.GetRequiredService<ISmsSender>();
        suite.Conceal("token", twilio.AuthToken);
        suite.Conceal("API key secret", twilio.ApiKeySecret);
        suite.Conceal("sender", From[2..]);
        suite.Conceal("body", "314159");
    }

    public TwilioEmulator Twilio { get; }

    public ISmsSender Sender { get; }

    public IServiceProvider Services => services;

    public static Task<ConnectorHost> StartAsync(SuiteLog suite, Action<TwilioConnectorOptions>? configure = null) =>
        StartAsync(suite, TransportKind.Http, configure);

    public static Task<ConnectorHost> StartAsync(
        SuiteLog suite, TransportKind transport, Action<TwilioConnectorOptions>? configure = null, TimeProvider? clock = null) =>
        StartAsync(suite, (services, twilio) =>
        {
            if (clock is not null)
            {
                services.AddSingleton(clock);
            }

            var builder = services.AddTwilioConnector(options =>
            {
                options.MaxRetryDelay = TimeSpan.Zero;
                configure?.Invoke(options);
            }).UseEmulator(twilio);
            if (transport == TransportKind.Sdk)
            {
                builder.UseTwilioSdk();
            }
        });

    public static async Task<ConnectorHost> StartAsync(
        SuiteLog suite, Action<IServiceCollection, TwilioEmulator> register, Action<TwilioEmulatorOptions>? configureTwilio = null)
    {
        var twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                options.LoggerFactory = suite.Log;
                configureTwilio?.Invoke(options);
            },
            TestContext.Current.CancellationToken);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(suite.Log));
        register(services, twilio);
        return new ConnectorHost(suite, twilio, services.BuildServiceProvider());
    }

    /// <summary>The nth recipient: a number of its own.</summary>
    public static string Number(int n) => FormattableString.Invariant($"+1212{5_550_000 + n}");

    public Task<SmsResult> SendAsync(params string[] to) => SendAsync(Message(to), TestContext.Current.CancellationToken);

    public async Task<SmsResult> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        foreach (var to in message.To)
        {
            suite.Conceal("recipient", to[2..]);
        }

        try
        {
            var result = await Sender.SendAsync(message, cancellationToken);
            TellAll(message, result);
            return result;
        }
        catch (TwilioConnectorException exception)
        {
            TellAll(message, exception, exception.Result);
            throw;
        }
        catch (TwilioSendCanceledException exception)
        {
            TellAll(message, exception, exception.Result);
            throw;
        }
    }

    /// <summary>Sends what is bound to fail.</summary>
    public async Task<TwilioConnectorException> FailAsync(params string[] to)
    {
        var exception = (await FluentActions.Awaiting(() => SendAsync(to)).Should().ThrowAsync<TwilioConnectorException>()).Which;
        AgreesWithTheEmulator(exception.Result!);
        return exception;
    }

    /// <summary>What the connector believes and what Twilio knows agree: nothing lost, nothing sent twice, no doubt where none is due.</summary>
    public void AgreesWithTheEmulator(SmsResult result)
    {
        var recorded = Twilio.Messages.ToLookup(message => message.To);
        foreach (var outcome in result.Outcomes)
        {
            var times = recorded[outcome.To].Count();
            switch (outcome.State)
            {
                case SmsOutcomeState.Sent:
                    recorded[outcome.To].Should().ContainSingle().Which.Sid.Should().Be(outcome.MessageSid);
                    break;
                case SmsOutcomeState.Unknown:
                    times.Should().BeLessThanOrEqualTo(1);
                    break;
                default:
                    times.Should().Be(0, "{0} is final", outcome.State);
                    break;
            }
        }
    }

    public static SmsMessage Message(params string[] to) => new() { From = From, To = to, Body = Body };

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Twilio.DisposeAsync();
    }

    private void TellAll(params object?[] printed)
    {
        foreach (var item in printed)
        {
            suite.Tell(item);
            foreach (var outcome in (item as SmsResult)?.Outcomes ?? [])
            {
                suite.Tell(outcome);
                suite.Tell(outcome.Error);
            }
        }
    }
}
