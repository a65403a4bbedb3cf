using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator;
using TwilioSms.TwilioSdk;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>Twilio's refusals as a user of the connector meets them.</summary>
public abstract class TwilioErrors(SuiteLog suite, TransportKind transport)
{
    [Fact]
    public async Task Every_synchronous_code_of_the_facts_becomes_its_documented_error()
    {
        await using var host = await ConnectorHost.StartAsync(suite, transport);
        await using var facts = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "twilio-errors.json"));
        using var table = await JsonDocument.ParseAsync(facts, cancellationToken: TestContext.Current.CancellationToken);
        var synchronous = table.RootElement.GetProperty("codes").EnumerateArray()
            .Where(fact => fact.GetProperty("phase").GetString() == "synchronous")
            .Select(fact => (
                Code: fact.GetProperty("code").GetInt32(),
                Status: fact.GetProperty("httpStatus").GetInt32(),
                Error: fact.GetProperty("connectorError").GetString()!))
            .ToList();

        var met = new List<(int, int, string)>();
        foreach (var fact in synchronous)
        {
            host.Twilio.Faults.Clear();
            host.Twilio.Faults.Add(Fault.RespondError(fact.Code, fact.Status), int.MaxValue);
            var error = (TwilioApiException)await host.FailAsync(ConnectorHost.Number(1));
            error.RequestId.Should().MatchRegex("^RQ[0-9a-f]{32}$");
            met.Add((error.TwilioCode!.Value, (int)error.StatusCode!.Value, error.Code.ToWireName()));
        }

        met.Should().HaveCount(167).And.Equal(synchronous);
        host.Twilio.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("+15005550001", 21211, "INVALID_TO_PHONE_NUMBER_ERROR")]
    [InlineData("+15005550002", 21612, "INVALID_TO_PHONE_NUMBER_ERROR")]
    [InlineData("+15005550003", 21408, "INVALID_REGION_TO_PHONE_NUMBER_ERROR")]
    [InlineData("+15005550004", 21610, "INVALID_TO_PHONE_NUMBER_ERROR")]
    [InlineData("+15005550009", 21614, "INVALID_TO_PHONE_NUMBER_ERROR")]
    public async Task A_magic_recipient_is_refused_and_the_others_are_sent_to(string to, int code, string name)
    {
        await using var host = await ConnectorHost.StartAsync(suite, transport);

        var error = (TwilioApiException)await host.FailAsync(ConnectorHost.Number(1), to, ConnectorHost.Number(2));

        (error.TwilioCode, error.Code.ToWireName()).Should().Be((code, name));
        error.Result!.Outcomes.Select(outcome => outcome.State)
            .Should().Equal(SmsOutcomeState.Sent, SmsOutcomeState.Failed, SmsOutcomeState.Sent);
        error.Result.Outcomes[1].Error.Should().BeSameAs(error);
    }

    [Theory]
    [InlineData("+15005550001", 21212, "INVALID_FROM_PHONE_NUMBER_ERROR")]
    [InlineData("+15005550007", 21606, "INVALID_FROM_PHONE_NUMBER_ERROR")]
    [InlineData("+15005550008", 21611, "SERVICE_UNAVAILABLE")]
    public async Task A_magic_sender_is_refused(string from, int code, string name)
    {
        await using var host = await ConnectorHost.StartAsync(suite, transport);
        var message = new SmsMessage { From = from, To = [ConnectorHost.Number(1)], Body = "Hello" };

        var error = (await FluentActions.Awaiting(() => host.SendAsync(message, TestContext.Current.CancellationToken))
            .Should().ThrowAsync<TwilioApiException>()).Which;

        (error.TwilioCode, error.Code.ToWireName()).Should().Be((code, name));
    }

    [Fact]
    public async Task A_wrong_token_is_tried_by_no_more_workers_than_were_already_at_it()
    {
        await using var host = await ConnectorHost.StartAsync(suite, (services, twilio) =>
        {
            var builder = services.AddTwilioConnector(options =>
            {
                options.Account = twilio.AccountSid;
                options.Token = "wrong-token-of-the-suite";
                options.BaseAddress = twilio.BaseAddress;
                options.MaxConcurrency = 4;
            });
            if (transport == TransportKind.Sdk)
            {
                builder.UseTwilioSdk();
            }
        });
        suite.Conceal("wrong token", "wrong-token-of-the-suite");
        var requests = Counting(host.Twilio);

        var error = await host.FailAsync([.. Enumerable.Range(0, 100).Select(ConnectorHost.Number)]);

        error.Should().BeOfType<TwilioAuthenticationException>().Which.TwilioCode.Should().Be(20003);
        requests().Should().BeInRange(1, 4);
        error.Result!.Outcomes.Count(outcome => outcome.State == SmsOutcomeState.NotAttempted).Should().BeGreaterThanOrEqualTo(96);
    }

    [Fact]
    public async Task An_emulator_that_is_gone_is_a_connection_error_and_nothing_was_sent()
    {
        await using var host = await ConnectorHost.StartAsync(suite, transport);
        await host.Twilio.DisposeAsync();

        var error = await host.FailAsync(ConnectorHost.Number(1));

        error.Should().BeOfType<TwilioConnectionException>().Which.IsTransient.Should().BeTrue();
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    internal static Func<int> Counting(TwilioEmulator twilio)
    {
        var requests = 0;
        // A fault that befalls no request sees every one.
        twilio.Faults.Add(Fault.Respond(500), when: _ => Interlocked.Increment(ref requests) < 0);
        return () => Volatile.Read(ref requests);
    }
}

public sealed class TwilioErrorsOverHttp(SuiteLog suite) : TwilioErrors(suite, TransportKind.Http);

public sealed class TwilioErrorsOverTheSdk(SuiteLog suite) : TwilioErrors(suite, TransportKind.Sdk);
