using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Twilio's own client for Python, where it is installed (<c>python3-twilio</c> in Debian).</summary>
public sealed class TwilioClientForPython
{
    [Fact]
    public async Task It_sends_fetches_lists_changes_deletes_and_is_refused()
    {
        await RunAsync(["-c", "import twilio"]);
        await using var twilio = await TwilioEmulator.StartAsync(
            options => options.OwnedNumbers.Add("+14155550100"), TestContext.Current.CancellationToken);
        var script = Path.Combine(AppContext.BaseDirectory, "../../../Python/messages.py");

        var (exit, output, errors) = await RunAsync([script, twilio.BaseAddress.ToString().TrimEnd('/'), twilio.AccountSid, twilio.AuthToken]);

        Assert.True(exit == 0, errors);
        var told = JsonSerializer.Deserialize<JsonElement>(output);
        told.GetProperty("fetched").GetProperty("body").GetString().Should().Be("Grüße from Python 👋");
        told.GetProperty("fetched").GetProperty("sid").GetString().Should().Be(twilio.Messages[0].Sid);
        told.GetProperty("media")[0].GetString().Should().Be("image/png");
        told.GetProperty("feedback").GetString().Should().Be("confirmed");
        told.GetProperty("listed").EnumerateArray().Select(body => body.GetString()).Should().Equal("Message 2", "Message 1", "Message 0");
        ToldToClients.ShouldBeAsByTwilio(told);
        (told.GetProperty("refused").GetProperty("status").GetInt32(), told.GetProperty("refused").GetProperty("code").GetInt32()).Should().Be((400, 21610));
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var python = Process.Start(start)!;
            var stop = TestContext.Current.CancellationToken;
            var printed = await Task.WhenAll(python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop))
                .WaitAsync(TimeSpan.FromMinutes(2), stop);
            await python.WaitForExitAsync(stop);
            Assert.SkipWhen(arguments is ["-c", ..] && python.ExitCode != 0, "Twilio's client for Python is not on this machine: python3-twilio.");
            return (python.ExitCode, printed[0], printed[1]);
        }
        catch (Win32Exception)
        {
            Assert.Skip("Python is not on this machine.");
            throw;
        }
    }
}
