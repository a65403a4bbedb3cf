using TwilioSms.Engines;

namespace TwilioSms.Activiti.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_the_longest()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(15));

        Enumerable.Range(0, 6).Select(_ => backoff.Next().TotalSeconds).Should().Equal(1, 2, 4, 8, 15, 15);
    }

    [Fact]
    public void After_a_success_they_begin_anew()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(30));
        _ = backoff.Next();
        _ = backoff.Next();

        backoff.Reset();

        backoff.Next().Should().Be(TimeSpan.FromSeconds(1));
    }
}
