using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

[Collection(nameof(Alone))]
public sealed class ManyRecipientsTests
{
    private const int Recipients = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_recipients_are_sent_to_in_order_with_bounded_concurrency()
    {
        using var twilio = new InProcessTwilio();
        await using var services = Connect(twilio, concurrency: 12);
        var numbers = Account.Numbers(Recipients).ToArray();

        var result = await services.Sender().SendAsync(Account.Message(numbers), Stop);

        result.AllSent.Should().BeTrue();
        result.Outcomes.Select(outcome => outcome.To).Should().Equal(numbers);
        twilio.MostAtOnce.Should().BeInRange(2, 12);
    }

    internal static ServiceProvider Connect(InProcessTwilio twilio, int concurrency) => Account.Connect(
        new Uri("https://localhost"),
        options => options.MaxConcurrency = concurrency,
        builder => builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio));
}
