using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>How much of a bulk run is done at a time, and by whom.</summary>
public sealed class BulkRuns
{
    [Fact]
    public async Task A_limit_leaves_the_rest_for_later()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(10).Append("not a number,Joe"));
        (await tool.RunAsync(null, "--limit", "4")).ExitCode.Should().Be(0);
        tool.ReadStates().Should().BeEquivalentTo(Enumerable.Range(0, 4).Select(n => $"{n + 2},{BulkTool.Number(n)},sent"));

        var (exitCode, printed) = await tool.RunAsync(null, "--resume", "--limit", "4");
        exitCode.Should().Be(0, printed);
        printed.Should().Contain("3 row(s) are left: ");
        tool.Twilio.Messages.Should().HaveCount(8, "what was sent before does not count");

        (exitCode, printed) = await tool.RunAsync(null, "--resume");
        exitCode.Should().Be(1, printed);
        tool.Twilio.Messages.Should().HaveCount(10);
        tool.ReadOutcomes().Should().HaveCount(11);
    }

    [Fact]
    public async Task Outcomes_can_be_in_the_order_of_the_rows()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(40));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(300)), int.MaxValue, request => request.To!.EndsWith('0'));

        (await tool.RunAsync(null, "--ordered")).ExitCode.Should().Be(0);

        tool.ReadStates().Should().Equal(Enumerable.Range(0, 40).Select(n => $"{n + 2},{BulkTool.Number(n)},sent"));
    }

    [Fact]
    public async Task Runs_of_one_name_text_a_number_once_and_runs_of_another_once_more()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        string[] shared = ["--ledger", tool.Csv + ".db"];
        (await tool.RunAsync(null, [.. shared, "--run", "may"])).ExitCode.Should().Be(0);

        var (exitCode, printed) = await tool.RunAsync(null, [.. shared, "--run", "may", "--out", tool.Csv + ".second.csv"]);
        exitCode.Should().Be(0, printed);
        printed.Should().MatchRegex("sent before +│ +3 ");
        await tool.EveryoneWasTextedOnce(3);
        (await File.ReadAllLinesAsync(tool.Csv + ".second.csv", TestContext.Current.CancellationToken)).Should().HaveCount(4);

        (exitCode, printed) = await tool.RunAsync(null, [.. shared, "--run", "june", "--out", tool.Csv + ".third.csv"]);
        exitCode.Should().Be(0, printed);
        tool.Twilio.Messages.Should().HaveCount(6);
    }
}
