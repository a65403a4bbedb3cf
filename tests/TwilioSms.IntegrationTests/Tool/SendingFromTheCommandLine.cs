using System.Diagnostics;
using System.Text.Json;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary><c>twilio-sms send</c>.</summary>
public sealed class SendingFromTheCommandLine
{
    [Theory]
    [InlineData("+12125550000,+12125550001;+1 (212) 555-0002")]
    [InlineData("+12125550000 +12125550001\n+1 (212) 555-0002")]
    public async Task One_option_holds_several_numbers(string to)
    {
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var (exitCode, output, error) = await ToolProcess.RunAsync(
            twilio, "send", "--from", "+14155550100", "--to", to, "--to", "+12125550003", "--body", "Hi!");

        exitCode.Should().Be(0, error);
        JsonElement.Parse(output).EnumerateObject().Select(message => message.Value.GetString())
            .Should().Equal("+12125550000", "+12125550001", "+12125550002", "+12125550003");
        twilio.Messages.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("Look the unknown ones")]
    [InlineData("with the same key", "--key", "order-1", "--ledger")]
    public async Task Ended_while_a_message_is_under_way_it_tells_what_is_in_doubt(string advice, params string[] keyed)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: stop);
        twilio.Faults.Add(Fault.DelayAfterRecording(TimeSpan.FromMinutes(1)), 1, static request => request.To?.StartsWith('+') is true);
        var folder = Directory.CreateTempSubdirectory("twilio-sms-send-");
        string[] ledger = keyed.Length > 0 ? [Path.Combine(folder.FullName, "sms.db")] : [];

        using var process = ToolProcess.Start(
            twilio,
            new Dictionary<string, string>(),
            ["send", "--from", "+14155550100", "--to", "+12125550000", "--body", "Hi!", .. keyed, .. ledger]);
        while (twilio.Messages.Count == 0)
        {
            process.HasExited.Should().BeFalse();
            await Task.Delay(10, stop);
        }

        using var asking = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var (exitCode, output, error) = await ToolProcess.EndAsync(process);
        folder.Delete(recursive: true);

        exitCode.Should().Be(1, error);
        output.Should().BeEmpty();
        var told = JsonElement.Parse(error);
        told.GetProperty("code").GetString().Should().Be("CANCELED");
        told.GetProperty("message").GetString().Should().Contain(advice);
        told.GetProperty("outcomes").GetProperty("+12125550000").GetString().Should().Be("Unknown");
    }

    [Fact]
    public async Task The_reason_of_every_failed_recipient_is_told()
    {
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await ToolProcess.RunAsync(
            twilio, "send", "--from", "+15005550006", "--to", "+12125550000, +15005550001, +15005550003", "--body", "Hi!");

        exitCode.Should().Be(1);
        var told = JsonElement.Parse(error);
        told.GetProperty("outcomes").EnumerateObject().Select(outcome => $"{outcome.Name} {outcome.Value}")
            .Should().Equal("+12125550000 Sent", "+15005550001 Failed", "+15005550003 Failed");
        var reasons = told.GetProperty("reasons");
        reasons.GetProperty("+15005550001").GetProperty("code").GetString().Should().Be("INVALID_TO_PHONE_NUMBER_ERROR");
        reasons.GetProperty("+15005550003").GetProperty("code").GetString().Should().Be("INVALID_REGION_TO_PHONE_NUMBER_ERROR");
        reasons.GetProperty("+15005550003").GetProperty("message").GetString().Should().NotBeNullOrEmpty();
        reasons.EnumerateObject().Should().HaveCount(2);
    }
}
