using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Demo;

/// <summary>A bulk run of the demo that ends before its time goes on without texting anybody twice.</summary>
public sealed class BulkResuming
{
    private const string Resume = "--resume";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_again_and_again_it_texts_every_number_once()
    {
        const int people = 300;
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(people));
        var request = 0;

        // Some are under way before Twilio has them when the program is killed, some after.
        demo.Twilio.Faults.Add(Fault.DelayBeforeRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => Interlocked.Increment(ref request) % 2 == 0);
        demo.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);

        await demo.KillAtAsync(1);
        foreach (var messages in new[] { 40, 90, 150, 220 })
        {
            await demo.KillAtAsync(messages, Resume);
        }

        var (exitCode, printed) = await demo.RunAsync(null, Resume);

        exitCode.Should().Be(0, printed);
        await demo.EveryoneWasTextedOnce(people);
    }

    [Fact]
    public async Task Asked_to_end_it_waits_for_what_is_under_way_and_goes_on_later()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(100));
        demo.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(50)), int.MaxValue, _ => true);

        var (exitCode, printed) = await demo.EndAtAsync(30);
        exitCode.Should().Be(1, printed);
        var lines = await File.ReadAllLinesAsync(demo.Outcomes, Stop);
        printed.Should().Contain($"{100 - (lines.Length - 1)} row(s) are left: ");
        demo.Twilio.Messages.Should().HaveCount(lines.Length - 1, "what was under way has its outcome");

        (exitCode, printed) = await demo.RunAsync(null, Resume);
        exitCode.Should().Be(0, printed);
        await demo.EveryoneWasTextedOnce(100);
    }

    [Fact]
    public async Task Lines_that_were_cut_off_are_written_anew()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(60));
        demo.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);
        await demo.KillAtAsync(30);
        await File.AppendAllTextAsync(demo.Journal, "+ 1795525869857 5", Stop);
        await File.AppendAllTextAsync(demo.Outcomes, "59,+12125550058,se", Stop);

        var (exitCode, printed) = await demo.RunAsync(null, Resume);

        exitCode.Should().Be(0, printed);
        await demo.EveryoneWasTextedOnce(60);
    }

    [Fact]
    public async Task A_damaged_journal_is_refused()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(3));
        await demo.RunAsync();
        await File.AppendAllTextAsync(demo.Journal, "+ x 5\n- 5\n", Stop);

        var (exitCode, printed) = await demo.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("line 3 is damaged");
    }

    [Fact]
    public async Task A_file_that_was_changed_meanwhile_is_refused()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(60));
        demo.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);
        await demo.KillAtAsync(5);
        await File.WriteAllLinesAsync(demo.Csv, BulkDemo.People(61), Stop);
        var before = demo.Twilio.Messages.Count;

        var (exitCode, printed) = await demo.RunAsync(null, Resume);

        exitCode.Should().Be(2);
        printed.Should().Contain("another CSV file");
        demo.Twilio.Messages.Should().HaveCount(before);
    }

    [Fact]
    public async Task A_run_is_not_begun_twice_by_mistake()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(3));
        (await demo.RunAsync()).ExitCode.Should().Be(0);

        var (exitCode, printed) = await demo.RunAsync();

        exitCode.Should().Be(2);
        printed.Should().Contain("--resume");
        await demo.EveryoneWasTextedOnce(3);
    }

    [Fact]
    public async Task Rows_that_a_wrong_token_held_up_are_sent_when_it_is_put_right()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(50));

        var (exitCode, printed) = await demo.RunAsync("wrong-token");
        exitCode.Should().Be(1);
        printed.Should().Contain("AUTHENTICATION_CONNECTION_ERROR").And.Contain("50 row(s) are left");

        (exitCode, printed) = await demo.RunAsync(null, Resume);
        exitCode.Should().Be(0, printed);
        await demo.EveryoneWasTextedOnce(50);
    }

    [Fact]
    public async Task What_became_of_lost_answers_is_looked_up()
    {
        await using var demo = await BulkDemo.StartAsync(BulkDemo.People(20));
        demo.Twilio.Faults.Add(Fault.ResetAfterRecording(), 3, request => request.To!.EndsWith('5'));
        demo.Twilio.Faults.Add(Fault.ResetBeforeRecording(), 3, request => request.To!.EndsWith('7'));

        var (exitCode, printed) = await demo.RunAsync();

        exitCode.Should().Be(0, printed);
        await demo.EveryoneWasTextedOnce(20);
    }
}
