using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>What a bulk run makes of rows that were refused, and of numbers that come again.</summary>
public sealed class BulkRefusals
{
    private const int Unsubscribed = 21610;

    [Fact]
    public async Task What_Twilio_refused_for_good_is_tried_again_only_when_asked()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        tool.Twilio.Faults.Add(Fault.RespondError(Unsubscribed), 1, request => request.To == BulkTool.Number(1));
        var (exitCode, printed) = await tool.RunAsync();
        exitCode.Should().Be(1, printed);

        (exitCode, printed) = await tool.RunAsync(null, "--resume");
        exitCode.Should().Be(1, "an earlier failure is one");
        printed.Should().MatchRegex("failed before +│ +1 ").And.MatchRegex("sent before +│ +2 ").And.Contain("INVALID_TO_PHONE_NUMBER_ERROR");
        tool.ReadOutcomes().Should().ContainSingle(line => line.StartsWith("3,+12125550001,failed,,,INVALID_TO_PHONE_NUMBER_ERROR,", StringComparison.Ordinal))
            .Which.Should().Contain("21610");
        tool.Twilio.Messages.Should().HaveCount(2);

        (exitCode, printed) = await tool.RunAsync(null, "--resume", "--retry-failed");
        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(3);
    }

    [Fact]
    public async Task What_Twilio_refused_for_good_is_tried_again_when_its_row_has_changed()
    {
        await using var tool = await BulkTool.StartAsync(BulkTool.People(3));
        tool.Twilio.Faults.Add(Fault.RespondError(Unsubscribed), 1, request => request.To == BulkTool.Number(1));
        (await tool.RunAsync()).ExitCode.Should().Be(1);

        await tool.ChangeAsync(BulkTool.People(3).Select(line => line.Replace("Ann 1", "Bob", StringComparison.Ordinal)));
        var (exitCode, printed) = await tool.RunAsync(null, "--resume");

        exitCode.Should().Be(0, printed);
        await tool.EveryoneWasTextedOnce(3);
        tool.Twilio.Messages.Should().ContainSingle(message => message.Body == "Hi Bob!");
    }

    [Fact]
    public async Task A_later_good_row_takes_the_place_of_one_of_the_same_number_that_failed()
    {
        await using var tool = await BulkTool.StartAsync(
        [
            "phone,name", "+12125550000,", "+1 (212) 555-0000,Ann", "+1 212 555 0000,Ann again", "+12125550001,", "+1-212-555-0001,",
        ]);

        var (exitCode, printed) = await tool.RunAsync(null, "--ordered", "--body", "Hi ${name?has_content?then(name, nobody)}!");

        exitCode.Should().Be(1, printed);
        tool.ReadOutcomes().Select(line => string.Join(',', line.Split(',').Take(3))).Should().Equal(
            "2,+12125550000,failed", "3,+12125550000,sent", "4,'+1 212 555 0000,duplicate", "5,+12125550001,failed", "6,+12125550001,failed");
        tool.ReadOutcomes()[2].Should().EndWith("the number of row 3: texted once");
        tool.Twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("Hi Ann!");
    }

    [Fact]
    public async Task Rows_that_wait_for_each_other_end_as_they_do_alone()
    {
        await using var tool = await BulkTool.StartAsync(
            BulkTool.People(3).Concat(Enumerable.Repeat(",Nobody", 200)).Concat(Enumerable.Repeat($"{BulkTool.Number(1)},Again", 50)));

        var (exitCode, printed) = await tool.RunAsync();

        exitCode.Should().Be(1, printed);
        tool.Twilio.Messages.Should().HaveCount(3);
        tool.ReadStates().GroupBy(static line => line.Split(',')[2]).Select(static state => $"{state.Count()} {state.Key}")
            .Should().BeEquivalentTo("3 sent", "200 failed", "50 duplicate");
    }

    [Fact]
    public async Task Of_rows_to_one_number_the_first_is_sent_however_close_the_next_one_is()
    {
        const int people = 60;
        await using var tool = await BulkTool.StartAsync(
            Enumerable.Range(0, people).SelectMany(n => new[] { $"{BulkTool.Number(n)},Ann {n}", $" {BulkTool.Number(n)},Bob {n}" }).Prepend("phone,name"));
        tool.Twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(20)), int.MaxValue, _ => true);

        var (exitCode, printed) = await tool.RunAsync(null, "--ordered");

        exitCode.Should().Be(0, printed);
        tool.Twilio.Messages.Select(message => message.Body).Should().BeEquivalentTo(Enumerable.Range(0, people).Select(n => $"Hi Ann {n}!"));
        tool.ReadOutcomes().Where((_, row) => row % 2 == 1).Should().AllSatisfy(line => line.Should().Contain(",duplicate,"));
    }

    [Fact]
    public async Task Numbers_are_the_same_where_they_go_to_the_same_address_whatever_digits_they_are_written_in()
    {
        await using var tool = await BulkTool.StartAsync(
        [
            "phone,name", "+١٢١٢٥٥٥٠٠٠١,Ann", "+١٢١٢٥٥٥٠٠٠٢,Bob", "＋１２１２５５５０００３,Eve", "+12125550002,Bob again",
        ]);

        var (exitCode, printed) = await tool.RunAsync();

        exitCode.Should().Be(0, printed);
        tool.Twilio.Messages.Select(message => $"{message.To} {message.Body}")
            .Should().BeEquivalentTo("+12125550001 Hi Ann!", "+12125550002 Hi Bob!", "+12125550003 Hi Eve!");
        tool.ReadOutcomes().Should().ContainSingle(line => line.Contains("duplicate", StringComparison.Ordinal))
            .Which.Should().StartWith("5,+12125550002,").And.EndWith("the number of row 3: texted once");
    }
}
