using TwilioSms.Sending;

namespace TwilioSms.Tests.Sending;

/// <summary>Waiting until nothing is under way.</summary>
public sealed class UnderWayTests
{
    private readonly UnderWay underWay = new();

    [Fact]
    public void Where_nothing_is_under_way_nobody_waits() => underWay.IdleAsync().IsCompleted.Should().BeTrue();

    [Fact]
    public void It_is_over_with_the_last_one_and_not_before()
    {
        underWay.Enter();
        underWay.Enter();
        var (one, other) = (underWay.IdleAsync(), underWay.IdleAsync());

        underWay.Leave();
        one.IsCompleted.Should().BeFalse();
        underWay.Leave();

        one.IsCompleted.Should().BeTrue();
        other.IsCompleted.Should().BeTrue();
        underWay.IdleAsync().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Nobody_who_waits_is_forgotten_while_many_come_and_go()
    {
        var stop = TestContext.Current.CancellationToken;
        for (var round = 0; round < 200; round++)
        {
            using var start = new Barrier(3);
            var comers = Enumerable.Range(0, 2).Select(_ => Task.Run(
                () =>
                {
                    start.SignalAndWait(stop);
                    for (var i = 0; i < 200; i++)
                    {
                        underWay.Enter();
                        underWay.Leave();
                    }
                },
                stop)).ToArray();
            var waits = new List<Task>();
            start.SignalAndWait(stop);
            for (var i = 0; i < 100; i++)
            {
                waits.Add(underWay.IdleAsync());
            }

            await Task.WhenAll(comers);

            waits.Should().OnlyContain(wait => wait.IsCompleted, "nothing is under way any more");
        }
    }
}
