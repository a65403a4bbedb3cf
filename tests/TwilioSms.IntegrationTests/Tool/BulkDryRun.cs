namespace TwilioSms.IntegrationTests.Tool;

/// <summary>A bulk run that is only rehearsed.</summary>
public sealed class BulkDryRun
{
    [Fact]
    public async Task It_shows_three_texts_each_mistake_with_its_line_and_the_segments_by_encoding()
    {
        await using var tool = await BulkTool.StartAsync(
        [
            "phone,name,day", "+12125550000,Ann,Friday", "+12125550001,\"Bob", "Lee\",Friday", "+12125550002,Eve,", ",Sue,Friday",
            "+1 212 555-0000,Ann again,Friday", "+12125550003,Zoé’s,Friday", "+12125550004,Joe,Friday",
        ]);

        var (exitCode, printed) = await tool.RunAsync(
            null, "--dry-run", "--body", "Hi ${name}, see you on ${day?has_content?then(day, no_day)}!");

        exitCode.Should().Be(1, printed);
        printed.Should().Contain("line 2: GSM-7, 1 segment\nHi Ann, see you on Friday!\n")
            .And.Contain("line 3: GSM-7, 1 segment\nHi Bob\nLee, see you on Friday!\n")
            .And.Contain("line 8: UCS-2, 1 segment, because of ’ at 6\nHi Zoé’s, see you on Friday!\n")
            .And.NotContain("Hi Joe").And.NotContain("Ann again").And.NotContain("2125550");
        printed.Should().Contain("people.csv, line 5: TEMPLATE_METADATA_ERROR: ").And.Contain("people.csv, line 6: INVALID_INPUT: To[0] is blank.");
        Sum(printed, "texts").Should().Be(4);
        Sum(printed, "segments in GSM-7").Should().Be(3);
        Sum(printed, "segments in UCS-2").Should().Be(1);
        Sum(printed, "the same number again").Should().Be(1);
        Sum(printed, "rows that cannot be sent").Should().Be(2);
        printed.Should().Contain("Nothing was sent.");
        tool.Twilio.Messages.Should().BeEmpty();
        File.Exists(tool.Outcomes).Should().BeFalse();
    }

    [Fact]
    public async Task It_needs_no_account_and_leaves_nothing_behind_for_the_run_that_follows()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));

        (await tool.RunAsync(token: "", "--dry-run")).ExitCode.Should().Be(0);
        (await tool.RunAsync()).ExitCode.Should().Be(0);

        await tool.EveryoneWasTextedOnce(3);
    }

    [Fact]
    public async Task A_mistake_in_the_template_is_told_once()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));

        var (exitCode, printed) = await tool.RunAsync(null, "--dry-run", "--body", "Hi ${name");

        exitCode.Should().Be(1);
        printed.Should().Contain("TEMPLATE_SYNTAX_ERROR at line 1, column ").And.NotContain("people.csv, line");
    }

    private static int Sum(string printed, string row) =>
        int.Parse(printed.Split('\n').Single(line => line.Contains($"│ {row} ", StringComparison.Ordinal)).Split('│')[2], provider: null);
}
