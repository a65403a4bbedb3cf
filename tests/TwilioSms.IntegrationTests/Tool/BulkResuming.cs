using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>A bulk run of the tool that ends before its time goes on without texting anybody twice.</summary>
public sealed class BulkResuming
{
    private const string Resume = "--resume";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_again_and_again_it_texts_every_number_once()
    {
        const int people = 300;
        await using var tool = await BulkTool.StartAsync(BulkTool.People(people));
        var request = 0;

        // Some are under way before Twilio has them when the program is killed, some after.
        tool.Twilio.Faults.Add(Fault.DelayBeforeRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => Interlocked.Increment(ref request) % 2 == 0);
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);

        await tool.KillAtAsync(1);
        foreach (var messages in new[] { 40, 90, 150, 220 })
        {
            await tool.KillAtAsync(messages, Resume);
        }

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(people);
    }

    [Fact]
    public async Task Asked_to_end_it_waits_for_what_is_under_way_and_goes_on_later()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(100));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(50)), int.MaxValue, _ => true);

        var (exitCode, printed) = await tool.EndAtAsync(30);
        exitCode.Should().Be(1, printed);
        var lines = await File.ReadAllLinesAsync(tool.Outcomes, Stop);
        printed.Should().Contain($"{100 - (lines.Length - 1)} row(s) are left: ");
        tool.Twilio.Messages.Should().HaveCount(lines.Length - 1, "what was under way has its outcome");

        (exitCode, printed) = await tool.RunAsync(null, Resume);
        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(100);
    }

    [Fact]
    public async Task Lines_that_were_cut_off_are_written_anew()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(60));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);
        await tool.KillAtAsync(30);
        await File.AppendAllTextAsync(tool.Journal, "+ 1795525869857 5", Stop);
        await File.AppendAllTextAsync(tool.Outcomes, "60,+12125550058,se", Stop);

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(60);
    }

    [Fact]
    public async Task A_damaged_journal_is_refused()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        await tool.RunAsync();
        await File.AppendAllTextAsync(tool.Journal, "+ x 5\n- 5\n", Stop);

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("line 3 is damaged");
    }

    [Fact]
    public async Task A_file_that_was_changed_meanwhile_is_refused()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(60));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);
        await tool.KillAtAsync(5);
        await File.WriteAllLinesAsync(tool.Csv, BulkTool.People(61), Stop);
        var before = tool.Twilio.Messages.Count;

        var (exitCode, printed) = await tool.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("another CSV file");
        tool.Twilio.Messages.Should().HaveCount(before);
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

    [Fact]
    public async Task What_became_of_lost_answers_is_looked_up()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(20));
        tool.Twilio.Faults.Add(Fault.ResetAfterRecording(), 3, request => request.To!.EndsWith('5'));
        tool.Twilio.Faults.Add(Fault.ResetBeforeRecording(), 3, request => request.To!.EndsWith('7'));

        var (exitCode, printed) = await tool.RunAsync();

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(20);
    }
}
