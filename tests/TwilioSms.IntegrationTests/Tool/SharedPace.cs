using TwilioSms.Tests.Shared;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>Machines that share a ledger share the rate of a sender.</summary>
public sealed class SharedPace(PostgresServer server)
{
    private const int Rate = 10;
    private const int People = 60;

    [Fact]
    public async Task Three_bulk_runs_send_at_the_rate_of_one()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await using var tool = await BulkTool.StartAsync(BulkTool.People(People));
        var ledger = await server.CreateDatabaseAsync();

        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => tool.RunAsync(
            null, "--ledger", ledger, "--run", "shared", "--rate", $"{Rate}", "--out", $"{tool.Csv}.{n}.csv")));

        ended.Should().AllSatisfy(run => run.ExitCode.Should().Be(0, run.Printed));
        tool.Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(Enumerable.Range(0, People).Select(BulkTool.Number));

        // By the times at which they came in: as many as the rate allows in a second, and one second of a slow machine's catching up.
        var times = tool.Twilio.Messages.Select(message => message.DateCreated).Order().ToList();
        times.Should().OnlyContain(begin => times.Count(time => time >= begin && time < begin.AddSeconds(1)) <= 2 * Rate);
        (times[^1] - times[0]).Should().BeGreaterThan(TimeSpan.FromSeconds(((double)People / Rate) - 1));
    }
}
