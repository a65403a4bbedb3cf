using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>A bulk run that ends before its time goes on without texting anybody twice.</summary>
public sealed class BulkResuming
{
    private const string Resume = "--resume";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_to_end_it_waits_for_what_is_under_way_and_goes_on_later()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(100));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(50)), int.MaxValue, _ => true);

        var (exitCode, printed) = await tool.EndAtAsync(30);
        exitCode.Should().Be(1, printed);
        var lines = tool.ReadOutcomes();
        printed.Should().Contain($"{100 - lines.Count} row(s) are left: ");
        tool.Twilio.Messages.Should().HaveCount(lines.Count, "what was under way has its outcome");

        (exitCode, printed) = await tool.RunAsync(null, Resume);
        exitCode.Should().Be(0, printed);
        tool.ReadOutcomes().Should().StartWith(lines, "what was told stays as it was");
        await tool.EveryoneWasTextedOnce(100);
    }

    [Fact]
    public async Task Lines_that_were_cut_off_are_written_anew()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(60));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);
        await tool.EndAtAsync(30);
        await File.AppendAllTextAsync(tool.Outcomes, "60,+12125550058,se", Stop);

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(60);
    }

    [Fact]
    public async Task A_damaged_outcome_file_is_refused()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        await tool.RunAsync();
        await File.AppendAllTextAsync(tool.Outcomes, "four,+12125550003,sent,SM1,,,\n", Stop);

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("is damaged at its record 4");
    }

    [Fact]
    public async Task A_corrected_file_goes_on_and_its_outcomes_are_those_of_its_own_rows()
    {
        await using var tool = await BulkTool.StartAsync(
            ["phone,name", "+12125550000,Ann", "+15005550001,Bob", "+12125550002,Eve"]);
        (await tool.RunAsync()).ExitCode.Should().Be(1);
        tool.ReadStates().Should().BeEquivalentTo("2,+12125550000,sent", "3,+15005550001,failed", "4,+12125550002,sent");

        await tool.ChangeAsync("phone,name", "+12125550003,Sue", "+12125550000,Ann", "+12125550001,Bob", "+12125550002,Eve");
        var (exitCode, printed) = await tool.RunAsync(null, Resume, "--ordered");

        exitCode.Should().Be(0, printed);
        tool.ReadStates().Should().Equal("2,+12125550003,sent", "3,+12125550000,sent", "4,+12125550001,sent", "5,+12125550002,sent");
        tool.Twilio.Messages.Select(message => message.Body).Should().BeEquivalentTo("Hi Ann!", "Hi Eve!", "Hi Sue!", "Hi Bob!");
    }

    [Theory]
    [InlineData]
    [InlineData("--run", "corrected")]
    public async Task A_corrected_file_of_another_name_goes_on_with_the_run_of_its_outcomes(params string[] named)
    {
        await using var tool = await BulkTool.StartAsync(["phone,name", "+12125550000,Ann", "+15005550001,Bob"]);
        (await tool.RunAsync()).ExitCode.Should().Be(1);
        var corrected = tool.Csv + ".corrected.csv";
        await File.WriteAllLinesAsync(corrected, ["phone,name", "+12125550000,Ann", "+12125550001,Bob"], Stop);

        var (exitCode, printed) = await tool.RunAsync(null, [Resume, "--csv", corrected, "--out", tool.Outcomes, .. named]);

        exitCode.Should().Be(0, printed);
        tool.Twilio.Messages.Select(message => message.Body).Should().BeEquivalentTo("Hi Ann!", "Hi Bob!");
    }

    [Fact]
    public async Task Under_another_account_it_does_not_go_on()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        (await tool.RunAsync()).ExitCode.Should().Be(0);
        var before = tool.ReadOutcomes();
        tool.Account = BulkTool.OtherAccount;

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(2, printed);
        printed.Should().MatchRegex("says that row [234] was sent").And.NotContain("+1212");
        tool.ReadOutcomes().Should().Equal(before);
        await tool.EveryoneWasTextedOnce(3);
    }

    [Fact]
    public async Task In_a_shared_ledger_it_does_not_go_on_under_another_name()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        (await tool.RunAsync(null, "--ledger", tool.Ledger, "--run", "may")).ExitCode.Should().Be(0);

        var (exitCode, printed) = await tool.RunAsync(null, Resume, "--ledger", tool.Ledger, "--run", "May");

        exitCode.Should().Be(2, printed);
        printed.Should().Contain("the --run that the run began with");
        await tool.EveryoneWasTextedOnce(3);
    }

    [Fact]
    public async Task A_corrected_text_goes_to_those_who_got_nothing()
    {
        await using var tool = await BulkTool.StartAsync(["phone,name", "+12125550000,Ann", "+12125550001,"]);
        (await tool.RunAsync(null, "--body", "Hi ${name?has_content?then(name, nobody)}!")).ExitCode.Should().Be(1);

        var (exitCode, printed) = await tool.RunAsync(null, Resume, "--body", "Dear ${name?has_content?then(name, 'customer')}!");

        exitCode.Should().Be(0, printed);
        tool.Twilio.Messages.Select(message => message.Body).Should().BeEquivalentTo("Hi Ann!", "Dear customer!");
        tool.ReadStates().Should().BeEquivalentTo("2,+12125550000,sent", "3,+12125550001,sent");
    }

    [Fact]
    public async Task A_run_is_not_begun_twice_by_mistake()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        (await tool.RunAsync()).ExitCode.Should().Be(0);

        var (exitCode, printed) = await tool.RunAsync();

        exitCode.Should().Be(2);
        printed.Should().Contain("--resume");
        await tool.EveryoneWasTextedOnce(3);
    }

    [Fact]
    public async Task Without_its_ledger_it_does_not_go_on()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        (await tool.RunAsync()).ExitCode.Should().Be(0);
        File.Delete(tool.Ledger);

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("people.csv.outcomes.csv.ledger is missing");
        tool.Twilio.Messages.Should().HaveCount(3);
    }

    [Fact]
    public async Task What_was_never_begun_is_not_gone_on_with()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("There is nothing to resume");
    }

    [Theory]
    [InlineData]
    [InlineData(Resume)]
    public async Task A_journal_of_an_earlier_version_is_not_passed_over(params string[] more)
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        await File.WriteAllTextAsync(tool.Outcomes + ".journal", "twilio-sms bulk journal 1 00\n+ 1795525869857 1 2 3\n", Stop);

        var (exitCode, printed) = await tool.RunAsync(null, more);

        exitCode.Should().Be(2);
        printed.Should().Contain("is of a run by an earlier version").And.Contain("start anew with another --out");
        tool.Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_runs_do_not_write_one_outcome_file()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(40));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromSeconds(1)), int.MaxValue, _ => true);
        using var first = tool.Start();
        await tool.WaitForAsync(1, first);

        var (exitCode, printed) = await tool.RunAsync(null, Resume);
        exitCode.Should().Be(2);
        printed.Should().Contain("is written by another run at the moment");

        (exitCode, printed) = await BulkTool.EndAsync(first);
        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(40);
    }

    [Fact]
    public async Task Rows_that_a_wrong_token_held_up_are_sent_when_it_is_put_right()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(50));

        var (exitCode, printed) = await tool.RunAsync("wrong-token");
        exitCode.Should().Be(1);
        printed.Should().Contain("AUTHENTICATION_CONNECTION_ERROR").And.Contain("50 row(s) are left");

        (exitCode, printed) = await tool.RunAsync(null, Resume);
        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(50);
    }
}
