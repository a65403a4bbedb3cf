using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace TwilioSms.IntegrationTests.EmulatorTool;

public sealed partial class RunningTheTool
{
    private static readonly string Program = typeof(RunningTheTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "EmulatorTool").Value!;

    [Fact]
    public async Task It_tells_where_it_is_takes_a_message_and_shows_the_inbox()
    {
        using var tool = Start("--port", "0");
        using var client = new HttpClient { BaseAddress = await AddressAsync(tool) };
        await LineAsync(tool, "The inbox is there too");
        var credentials = CredentialsPattern().Match(await LineAsync(tool, "TWILIO_ACCOUNT="));
        var (account, token) = (credentials.Groups[1].Value, credentials.Groups[2].Value);
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{token}")));

        using var form = new FormUrlEncodedContent([new("To", "+14155550111"), new("From", "+14155550100"), new("Body", "Hello")]);
        using var sent = await client.PostAsync(new Uri($"/2010-04-01/Accounts/{account}/Messages.json", UriKind.Relative), form, Cancellation);

        sent.StatusCode.Should().Be(HttpStatusCode.Created);
        (await LineAsync(tool, "SM")).Should().EndWith("+14155550100 -> +14155550111: Hello");
        (await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation)).Should().Contain("<title>Emulator inbox</title>");
    }

    [Fact]
    public async Task It_warns_where_it_listens_beyond_this_machine()
    {
        using var tool = Start("--port", "0", "--listen", "0.0.0.0");
        var address = await AddressAsync(tool);

        (await tool.StandardError.ReadLineAsync(Cancellation)).Should().Contain("everyone who can reach this machine can read the messages");
        address.Host.Should().Be("127.0.0.1");
    }

    [Theory]
    [InlineData("--port", "70000", "--port must be from 0 to 65535")]
    [InlineData("--port", "web", "--port must be from 0 to 65535")]
    [InlineData("--listen", "everywhere", "--listen must be an IP address")]
    [InlineData("--webhook", "sms", "--webhook must be an absolute URL")]
    public async Task A_wrong_option_is_told(string option, string value, string message)
    {
        using var tool = Start(option, value);

        (await tool.StandardError.ReadToEndAsync(Cancellation)).Should().Contain(message);
        await tool.WaitForExitAsync(Cancellation);
        tool.ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_in_peace()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send in place of Ctrl-C.");
        Assert.SkipWhen(IgnoresInterrupts(), "The tests run in a shell's background, where programs are started deaf to Ctrl-C.");
        using var tool = Start("--port", "0");
        await AddressAsync(tool);

        using var kill = Process.Start("kill", ["-INT", $"{tool.Id}"]);

        await tool.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        // 130 is what a shell calls an end by Ctrl-C: what there is where the signal comes in the moment of starting.
        tool.ExitCode.Should().BeOneOf(0, 130);
        (await tool.StandardError.ReadToEndAsync(Cancellation)).Should().BeEmpty();
    }

    /// <summary>Whether this process ignores SIGINT, as what it starts does then: told by Linux only.</summary>
    private static bool IgnoresInterrupts()
    {
        const string status = "/proc/self/status";
        const string ignored = "SigIgn:";
        const int interrupt = 1 << 1; // SIGINT is signal 2, and the mask starts with signal 1
        var mask = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith(ignored, StringComparison.Ordinal)) : null;
        return mask is not null && (ulong.Parse(mask.AsSpan(ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & interrupt) != 0;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RunningTool Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("TWILIO_ACCOUNT");
        start.Environment.Remove("TWILIO_TOKEN");
        var tool = new RunningTool { StartInfo = start };
        tool.Start();
        return tool;
    }

    private static async Task<Uri> AddressAsync(Process tool) =>
        new(AddressPattern().Match(await LineAsync(tool, "Twilio's Messages API is emulated at ")).Value);

    private static async Task<string> LineAsync(Process tool, string beginning)
    {
        var line = await tool.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        line.Should().StartWith(beginning);
        return line!;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex AddressPattern();

    [GeneratedRegex("^TWILIO_ACCOUNT=(AC[0-9a-f]{32}) TWILIO_TOKEN=(.+)$")]
    private static partial Regex CredentialsPattern();

    /// <summary>Ends with the test, whatever becomes of it.</summary>
    private sealed class RunningTool : Process
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && !HasExited)
            {
                Kill();
            }

            base.Dispose(disposing);
        }
    }
}
