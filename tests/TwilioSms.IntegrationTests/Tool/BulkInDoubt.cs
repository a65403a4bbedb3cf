using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>What became of a message whose answer was lost, or whose run was killed, is looked up before anything is sent again.</summary>
public sealed class BulkInDoubt
{
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
            await tool.KillAtAsync(messages, "--resume");
        }

        await tool.TwoMinutesPassAsync();
        var (exitCode, printed) = await tool.RunAsync(null, "--resume");

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(people);
    }

    [Fact]
    public async Task What_is_in_doubt_at_another_account_is_not_sent_and_the_account_is_named()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(5));
        AnswerNobody(tool);
        await tool.KillAtAsync(5);
        tool.Account = BulkTool.OtherAccount;

        var (exitCode, printed) = await tool.RunAsync(null, "--resume");

        exitCode.Should().Be(1, printed);
        printed.Should().Contain(tool.Twilio.AccountSid);
        tool.Twilio.Messages.Should().HaveCount(5);
        tool.ReadOutcomes().Should().BeEmpty();
    }

    [Fact]
    public async Task What_can_no_longer_be_prepared_is_looked_up_and_has_not_failed()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        AnswerNobody(tool);
        await tool.KillAtAsync(3, "--body", $"Hi {new string('x', 200)}!");

        await tool.TwoMinutesPassAsync();
        var (exitCode, printed) = await tool.RunAsync(null, "--resume", "--body", $"Hi {new string('x', 200)}!", "--max-segments", "1");

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(3);
    }

    // The one that waits for real: a request that has left may be accepted for another minute.
    [Fact]
    public async Task What_became_of_lost_answers_is_looked_up()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(20));
        tool.Twilio.Faults.Add(Fault.ResetAfterRecording(), 2, request => request.To!.EndsWith('5'));
        tool.Twilio.Faults.Add(Fault.ResetBeforeRecording(), 2, request => request.To!.EndsWith('7'));

        var (exitCode, printed) = await tool.RunAsync();

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(20);
    }

    // Messages are accepted, and whoever sent them waits for more than a while to hear of it.
    private static void AnswerNobody(BulkTool tool) => tool.Twilio.Faults.Add(
        Fault.DelayAfterRecording(TimeSpan.FromMinutes(1)), int.MaxValue, static request => request.To?.StartsWith('+') is true);
}
