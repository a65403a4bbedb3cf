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

    [Fact]
    public async Task What_stays_in_memory_is_the_results_only()
    {
        using var twilio = new InProcessTwilio();
        await using var services = Connect(twilio, concurrency: 12);
        var message = Account.Message([.. Account.Numbers(Recipients)]);
        await services.Sender().SendAsync(message, Stop);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var result = await services.Sender().SendAsync(message, Stop);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        // An outcome with its SID, status and request id takes some 300 bytes; a kept request or answer would take thousands.
        (kept / Recipients).Should().BeLessThan(600);
        GC.KeepAlive(result);
    }

    private static ServiceProvider Connect(InProcessTwilio twilio, int concurrency) => Account.Connect(
        new Uri("https://localhost"),
        options => options.MaxConcurrency = concurrency,
        builder => builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio));
}
