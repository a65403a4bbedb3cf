using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;
using TwilioSms.TwilioSdk;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>An OAuth client signs in at the emulator, which takes no other token, and none that has ended.</summary>
public abstract class SigningIn(SuiteLog suite, TransportKind transport)
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private int tokens;

    [Fact]
    public async Task A_token_is_renewed_before_the_emulator_refuses_it()
    {
        await using var host = await StartAsync();

        for (var sends = 1; sends <= 4; sends++)
        {
            (await host.SendAsync(ConnectorHost.Number(sends))).AllSent.Should().BeTrue();
            clock.Advance(TokenLife / 2);
        }

        // The third send finds its token at the very end of its life.
        tokens.Should().Be(2);
        host.Twilio.Messages.Should().HaveCount(4);
    }

    [Fact]
    public async Task However_many_send_one_renewal_runs()
    {
        await using var host = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => host.SendAsync(ConnectorHost.Number(number))));
        clock.Advance(TokenLife);
        await Task.WhenAll(Enumerable.Range(40, 40).Select(number => host.SendAsync(ConnectorHost.Number(number))));

        tokens.Should().Be(2);
        host.Twilio.Messages.Should().HaveCount(80);
    }

    [Fact]
    public async Task A_client_that_is_not_known_sends_nothing()
    {
        await using var host = await StartAsync("wrong-client-secret");
        suite.Conceal("client secret", "wrong-client-secret");

        var error = await host.FailAsync(ConnectorHost.Number(1));

        error.Should().BeOfType<TwilioAuthenticationException>();
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    private Task<ConnectorHost> StartAsync(string? secret = null) => ConnectorHost.StartAsync(
        suite,
        (services, twilio) =>
        {
            suite.Conceal("client secret", twilio.ClientSecret);
            services.AddSingleton<TimeProvider>(clock);
            var builder = services.AddTwilioConnector(options =>
            {
                options.Account = twilio.AccountSid;
                options.BaseAddress = twilio.BaseAddress;
                options.ClientId = twilio.ClientId;
                options.ClientSecret = secret ?? twilio.ClientSecret;
            });
            if (transport == TransportKind.Sdk)
            {
                builder.UseTwilioSdk();
            }

            // A fault that befalls no request sees every one.
            twilio.Faults.Add(Fault.Respond(500), request => request.Path == "/v2/token" && Interlocked.Increment(ref tokens) < 0);
        },
        options => (options.TimeProvider, options.AccessTokenLifetime) = (clock, TokenLife));
}

public sealed class SigningInOverHttp(SuiteLog suite) : SigningIn(suite, TransportKind.Http);

public sealed class SigningInOverTheSdk(SuiteLog suite) : SigningIn(suite, TransportKind.Sdk);
