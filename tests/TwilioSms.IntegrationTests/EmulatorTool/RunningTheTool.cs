using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using TwilioSms.Emulator;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.IntegrationTests.EmulatorTool;

public sealed partial class RunningTheTool
{
    private const string DefaultAccount = "AC00000000000000000000000000000000";

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
    [InlineData("--sent-after", "soon", "--sent-after must be a number and a unit")]
    [InlineData("--keep", "7", "--keep must be a number and a unit")]
    [InlineData("--account", "AC1:secret", "--account must be a SID")]
    [InlineData("--allow-host", "http://twilio", "--allow-host must be a name")]
    [InlineData("--allow-host", "twilio:4010", "--allow-host must be a name")]
    [InlineData("--shared-key", ":s3cret", "--shared-key must be an id")]
    [InlineData("--prot", "4010", "'--prot'")]
    public async Task A_wrong_option_is_told_in_one_line(string option, string value, string message)
    {
        using var tool = Start(option, value);

        var told = await tool.StandardError.ReadToEndAsync(Cancellation);
        await tool.WaitForExitAsync(Cancellation);

        told.TrimEnd().Should().Contain(message).And.NotContain("\n").And.NotContain("s3cret");
        (await tool.StandardOutput.ReadToEndAsync(Cancellation)).Should().BeEmpty();
        tool.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("192.0.2.1", "0")]
    [InlineData("127.0.0.1", "taken")]
    public async Task An_address_or_a_port_that_may_not_be_used_is_one_line_and_exit_code_1(string address, string port)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var tool = Start("--listen", address, "--port", port == "taken" ? $"{((IPEndPoint)taken.LocalEndpoint).Port}" : port);

        var told = await tool.StandardError.ReadToEndAsync(Cancellation);
        await tool.WaitForExitAsync(Cancellation);

        tool.ExitCode.Should().Be(1);
        told.TrimEnd().Should().Contain(address).And.NotContain("\n").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("TWILIO_TOKEN", "TWILIO_TOKEN is set and TWILIO_ACCOUNT is not")]
    [InlineData("TWILIO_ACCOUNT", "TWILIO_ACCOUNT is set and TWILIO_TOKEN is not")]
    public async Task A_token_without_an_account_or_the_reverse_is_an_error(string variable, string message)
    {
        using var tool = Start(new Dictionary<string, string> { [variable] = "AC0123456789abcdef0123456789abcdef" }, "--port", "0");

        var told = await tool.StandardError.ReadToEndAsync(Cancellation);
        await tool.WaitForExitAsync(Cancellation);

        told.Should().StartWith(message).And.NotContain("0123456789abcdef");
        tool.ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Its_options_own_numbers_allow_hosts_add_accounts_and_set_the_pace()
    {
        const string account = "AC0123456789abcdef0123456789abcdef";
        using var tool = Start(
            "--port", "0", "--number", "+14155550100", "--number", "+14155550101", "--allow-host", "twilio", "--account", account + ":its token",
            "--sent-after", "0s", "--delivered-after", "0ms", "--keep", "7d");
        using var client = new HttpClient { BaseAddress = await AddressAsync(tool) };
        using var twilio = new TwilioEmulatorClient(client.BaseAddress);

        (await SendAsync(client, DefaultAccount, "emulator-token", "+14155550100")).StatusCode.Should().Be(HttpStatusCode.Created);
        (await SendAsync(client, DefaultAccount, "emulator-token", "+14155550102")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(client, account, "its token", "+14155550102")).StatusCode.Should().Be(HttpStatusCode.Created);
        (await twilio.WaitForMessagesAsync(2, new() { Status = EmulatedMessageStatus.Delivered }, TimeSpan.FromSeconds(30), Cancellation))
            .Select(message => message.AccountSid).Should().Equal(DefaultAccount, account);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "twilio" } };
        using var response = await client.SendAsync(page, Cancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetStringAsync(new Uri("/health", UriKind.Relative), Cancellation)).Should().Be("ok");
    }

    [Fact]
    public async Task It_signs_webhooks_with_a_shared_key()
    {
        await using var webhook = await WebhookListener.StartAsync();
        using var tool = Start("--port", "0", "--webhook", webhook.Address, "--shared-key", "one:secret of one");
        using var twilio = new TwilioEmulatorClient(await AddressAsync(tool));

        await twilio.ReceiveAsync("+14155550111", "+14155550100", "Hi", Cancellation);

        (await webhook.NextAsync()).SignatureSettings.Should().Be("key=one,algorithm=HMAC_SHA256");
    }

    [Fact]
    public async Task A_file_keeps_the_messages_over_restarts()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            IReadOnlyList<EmulatedMessage> before;
            using (var tool = Start("--port", "0", "--data", file, "--delivered-after", "0s"))
            {
                using var client = new HttpClient { BaseAddress = await AddressAsync(tool) };
                using var twilio = new TwilioEmulatorClient(client.BaseAddress);
                await SendAsync(client, DefaultAccount, "emulator-token", "+14155550100");
                await twilio.ReceiveAsync("+14155550111", "+14155550100", "Hi", ["https://example.com/1.png"], Cancellation);
                before = await twilio.WaitForMessagesAsync(1, new() { Status = EmulatedMessageStatus.Delivered }, TimeSpan.FromSeconds(30), Cancellation);
                // However it ends.
                tool.Kill();
                await tool.WaitForExitAsync(Cancellation);
            }

            using var again = Start("--port", "0", "--data", file);
            using var reader = new TwilioEmulatorClient(await AddressAsync(again));

            (await reader.GetMessagesAsync(cancellationToken: Cancellation)).Should().BeEquivalentTo(before);
            (await reader.GetMessagesAsync(new() { Direction = EmulatedMessageDirection.Inbound }, Cancellation))
                .Should().ContainSingle().Which.MediaUrls.Should().Equal("https://example.com/1.png");
        }
        finally
        {
            foreach (var part in new[] { file, file + "-wal", file + "-shm" })
            {
                File.Delete(part);
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_one_line_and_exit_code_1()
    {
        using var tool = Start("--port", "0", "--data", Program);

        (await tool.StandardError.ReadToEndAsync(Cancellation)).TrimEnd().Should().Contain("cannot keep messages").And.NotContain("\n");
        await tool.WaitForExitAsync(Cancellation);
        tool.ExitCode.Should().Be(1);
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

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string account, string token, string from)
    {
        using var form = new FormUrlEncodedContent([new("To", "+14155550111"), new("From", from), new("Body", "Hello")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/2010-04-01/Accounts/{account}/Messages.json") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{token}")));
        return await client.SendAsync(request, Cancellation);
    }

    private static RunningTool Start(params string[] arguments) => Start([], arguments);

    private static RunningTool Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("TWILIO_ACCOUNT");
        start.Environment.Remove("TWILIO_TOKEN");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

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
