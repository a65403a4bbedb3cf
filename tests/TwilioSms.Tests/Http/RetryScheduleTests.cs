using Microsoft.Extensions.Time.Testing;
using TwilioSms.Http;

namespace TwilioSms.Tests.Http;

public sealed class RetryScheduleTests
{
    private readonly FakeTimeProvider clock = new();

    [Theory]
    [InlineData(0.0, 0, 0, 0)]
    [InlineData(0.5, 100, 200, 400)]
    [InlineData(1.0, 200, 400, 800)]
    public void Waits_are_random_between_nothing_and_a_bound_that_doubles(double jitter, int first, int second, int third)
    {
        var schedule = Schedule(jitter);

        var waits = new[] { schedule.Next(null), schedule.Next(null), schedule.Next(null), schedule.Next(null) };

        waits.Should().Equal(Milliseconds(first), Milliseconds(second), Milliseconds(third), null);
    }

    [Fact]
    public void Each_wait_draws_a_number_of_its_own()
    {
        var draws = new Queue<double>([0.25, 0.75]);
        var schedule = new RetrySchedule(new TwilioConnectorOptions(), clock, draws.Dequeue);

        (schedule.Next(null), schedule.Next(null)).Should().Be((Milliseconds(50), Milliseconds(300)));
    }

    [Fact]
    public void A_wait_is_never_shorter_than_Twilio_asks_for()
    {
        var schedule = Schedule(jitter: 0.5);

        schedule.Next(TimeSpan.FromSeconds(4)).Should().Be(Milliseconds(4100));
    }

    [Fact]
    public void No_wait_is_longer_than_the_cap()
    {
        var schedule = Schedule(jitter: 1, options => (options.MaxRetries, options.MaxRetryDelay) = (10, TimeSpan.FromSeconds(1)));

        var waits = Enumerable.Range(0, 10).Select(_ => schedule.Next(null)!.Value).ToArray();

        waits.Should().Equal([Milliseconds(200), Milliseconds(400), Milliseconds(800), .. Enumerable.Repeat(Milliseconds(1000), 7)]);
        Schedule(jitter: 1, options => options.MaxRetryDelay = TimeSpan.FromSeconds(4))
            .Next(TimeSpan.FromSeconds(4)).Should().Be(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Who_is_asked_to_wait_longer_than_the_cap_does_not_try_again() =>
        Schedule(jitter: 0, options => options.MaxRetryDelay = TimeSpan.FromSeconds(4)).Next(TimeSpan.FromSeconds(4.001)).Should().BeNull();

    [Fact]
    public void No_retry_begins_after_the_time_that_all_may_take()
    {
        var schedule = Schedule(jitter: 0, options => options.MaxRetryTime = TimeSpan.FromSeconds(20));

        clock.Advance(TimeSpan.FromSeconds(15));
        schedule.Next(TimeSpan.FromSeconds(5)).Should().Be(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        schedule.Next(TimeSpan.FromSeconds(0.001)).Should().BeNull();
    }

    [Fact]
    public void Retries_can_be_turned_off() => Schedule(jitter: 0, options => options.MaxRetries = 0).Next(null).Should().BeNull();

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private RetrySchedule Schedule(double jitter, Action<TwilioConnectorOptions>? configure = null)
    {
        var options = new TwilioConnectorOptions();
        configure?.Invoke(options);
        return new RetrySchedule(options, clock, () => jitter);
    }
}
