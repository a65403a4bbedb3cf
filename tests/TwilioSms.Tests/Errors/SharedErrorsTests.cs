using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Errors;
using TwilioSms.Tests.Bulk;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Errors;

/// <summary>Several recipients and several sends may have one error. What is thrown is a copy of it, made for the send that throws it.</summary>
public sealed class SharedErrorsTests : BulkTest
{
    private static readonly TwilioAuthenticationException Shared = new(new TwilioApiError("The vault is closed."));

    [Fact]
    public async Task An_error_that_sends_share_is_thrown_with_the_result_of_each()
    {
        await using var services = Connect(options => options.MaxRetries = 0);
        var first = () => services.Sender().SendAsync(Account.Message(Number(0), Number(1)), Stop);
        var second = () => services.Sender().SendAsync(Account.Message(Number(2), Number(3)), Stop);

        var errors = new[]
        {
            (await first.Should().ThrowAsync<TwilioAuthenticationException>()).Which,
            (await second.Should().ThrowAsync<TwilioAuthenticationException>()).Which,
        };

        errors[0].Result!.Outcomes.Select(outcome => outcome.To).Should().Equal(Number(0), Number(1));
        errors[1].Result!.Outcomes.Select(outcome => outcome.To).Should().Equal(Number(2), Number(3));
        errors.Should().OnlyContain(error => error != Shared && error.Message == Shared.Message);
        errors.Should().OnlyContain(error => ReferenceEquals(error.Result!.Outcomes[0].Error, error));
        Shared.Result.Should().BeNull();
    }

    [Fact]
    public async Task What_is_thrown_keeps_the_stack_and_the_cause_of_what_went_wrong()
    {
        await using var services = Connect((_, _) => throw new HttpRequestException("reset"));
        var send = () => services.Sender().SendAsync(Account.Message(Number(0)), Stop);

        var thrown = (await send.Should().ThrowAsync<TwilioConnectionException>()).Which;

        thrown.InnerException.Should().BeOfType<HttpRequestException>();
        thrown.StackTrace.Should().Contain("ExchangeAsync").And.Contain("SmsSender");
    }

    [Fact]
    public async Task The_error_that_ended_a_stream_is_not_that_of_its_outcomes()
    {
        await using var services = Connect(options => options.MaxConcurrency = 1);

        var (outcomes, end) = await TakeAllAsync(services.Sender().SendManyAsync(Stream(Messages(3)), cancellationToken: Stop));

        outcomes[0].Error.Should().BeSameAs(Shared);
        end.Should().BeOfType<TwilioAuthenticationException>().And.NotBeSameAs(Shared);
    }

    private static ServiceProvider Connect(Action<TwilioConnectorOptions> configure) => Account.Connect(
        new Uri("https://localhost"),
        configure,
        builder => builder.Services.AddKeyedSingleton<ITwilioTransport>(builder.Name, new ClosedVault()));

    private sealed class ClosedVault : ITwilioTransport
    {
        public Task<TwilioAnswer> SendAsync(TwilioRequest request, CancellationToken cancellationToken) => throw Shared;
    }
}
