using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>What may be logged, and that the check of <see cref="SuiteLog"/> would notice what may not.</summary>
public sealed class Secrets(SuiteLog suite)
{
    [Fact]
    public async Task Numbers_are_masked_and_texts_and_tokens_are_left_out()
    {
        await using var host = await ConnectorHost.StartAsync(suite);
        host.Twilio.Faults.Add(
            Fault.RespondError(21211, 400, $"The 'To' number {ConnectorHost.Number(2)} is not a valid phone number."),
            when: request => request.To == ConnectorHost.Number(2));

        var error = (TwilioApiException)await host.FailAsync(ConnectorHost.Number(1), ConnectorHost.Number(2));

        error.TwilioMessage.Should().Contain(ConnectorHost.Number(2), "who asks for Twilio's own words gets them");
        suite.Lines.Should().Contain(line => line.Contains("21211", StringComparison.Ordinal) && line.Contains("02", StringComparison.Ordinal));
        suite.Leaks().Should().BeEmpty();
    }

    [Fact]
    public void A_secret_that_is_told_is_noticed()
    {
        var tell = () =>
        {
            using var careless = new SuiteLog();
            careless.Conceal("token", "opensesame");
            careless.Tell("the token is opensesame");
        };

        tell.Should().Throw<Exception>().WithMessage("*no secret may be logged*token in: the token is opensesame*");
    }
}
