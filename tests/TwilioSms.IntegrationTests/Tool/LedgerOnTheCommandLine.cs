using System.Text.Json;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary><c>twilio-sms send --key</c> and <c>twilio-sms ledger</c>.</summary>
public sealed class LedgerOnTheCommandLine : IAsyncLifetime
{
    private const string Released = "+12125550001";
    private const string Marked = "+12125550002";

    private static readonly Dictionary<string, string> Times = new() { ["TWILIO_TIMEOUT_SECONDS"] = "3", ["TWILIO_LIST_DELAY_SECONDS"] = "1" };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-sms-ledger-");
    private readonly LaterClock clock = new();
    private TwilioEmulator twilio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(folder.FullName, "sms.db");

    public async ValueTask InitializeAsync() => twilio = await TwilioEmulator.StartAsync(options => options.TimeProvider = clock, Stop);

    public async ValueTask DisposeAsync()
    {
        await twilio.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Under_a_key_a_number_is_texted_once()
    {
        var (exitCode, first, error) = await SendAsync("order-1", "+12125550003");
        exitCode.Should().Be(0, error);
        (exitCode, var second, error) = await SendAsync("order-1", "+12125550003");
        exitCode.Should().Be(0, error);

        second.Should().Be(first, "a repeated command answers what became of the first one");
        twilio.Messages.Should().ContainSingle();
        (exitCode, var listed, error) = await RunAsync("ledger", "list", "--ledger", Ledger);
        exitCode.Should().Be(0, error);
        listed.Should().BeEmpty();
        error.Should().StartWith("Nothing of the account in TWILIO_ACCOUNT waits for a person.");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("resolve", "id")]
    [InlineData("release", "id")]
    [InlineData("mark-sent", "id", "SM0123456789abcdef0123456789abcdef")]
    public async Task A_ledger_that_is_not_there_is_told_and_not_begun(params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(["ledger", .. arguments, "--ledger", Ledger]);

        exitCode.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Contain($"{Ledger} does not exist");
        File.Exists(Ledger).Should().BeFalse();
    }

    [Theory]
    [InlineData("send", "--from", "+14155550100", "--to", "+12125550003", "--body", "Hi!", "--key", "order-1")]
    [InlineData("send", "--from", "+14155550100", "--to", "+12125550003", "--body", "Hi!", "--ledger", "sms.db")]
    [InlineData("ledger", "list")]
    [InlineData("ledger", "release", "--ledger", "sms.db")]
    public async Task What_is_missing_is_told(params string[] arguments)
    {
        var (exitCode, _, error) = await RunAsync(arguments);

        exitCode.Should().Be(2, error);
        twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task An_entry_that_is_not_there_is_told()
    {
        (await SendAsync("order-1", "+12125550003")).ExitCode.Should().Be(0);

        var (exitCode, _, error) = await RunAsync("ledger", "release", "--ledger", Ledger, "nobody");

        exitCode.Should().Be(1);
        error.Should().NotBeEmpty();
    }

    [Fact]
    public async Task What_Twilios_list_cannot_tell_a_person_decides()
    {
        // Nothing is recorded, and what else went to the numbers at the time might be it.
        twilio.Faults.Add(Fault.ResetBeforeRecording(), 2, request => request.Body == "Your order is ready.");
        foreach (var to in new[] { Released, Marked })
        {
            var (exitCode, _, error) = await SendAsync("order-2", to);
            exitCode.Should().Be(1);
            JsonElement.Parse(error).GetProperty("outcomes").GetProperty(to).GetString().Should().Be("Unknown");
            JsonElement.Parse(error).GetProperty("reasons").GetProperty(to).GetProperty("askAgainAfterSeconds").GetInt32().Should().BePositive();
            (await RunAsync("send", "--from", "+14155550100", "--to", to, "--body", "Something else.")).ExitCode.Should().Be(0);
        }

        await clock.TwoMinutesPassAsync(twilio, Ledger);
        foreach (var entry in await ListAsync())
        {
            entry.GetProperty("state").GetString().Should().Be("Claimed");
            (await RunAsync("ledger", "resolve", "--ledger", Ledger, entry.GetProperty("id").GetString()!)).ExitCode.Should().Be(1);
        }

        var entries = await ListAsync();
        entries.Should().HaveCount(2);
        entries.Should().AllSatisfy(entry => entry.GetProperty("reason").GetString().Should().Be("Ambiguous"));

        (await RunAsync("ledger", "release", "--ledger", Ledger, IdOf(entries, Released))).ExitCode.Should().Be(0);
        (await RunAsync("ledger", "mark-sent", "--ledger", Ledger, IdOf(entries, Marked), "SM" + new string('a', 32))).ExitCode.Should().Be(0);
        (await RunAsync("ledger", "list", "--ledger", Ledger)).Output.Should().BeEmpty();

        (await SendAsync("order-2", Released)).ExitCode.Should().Be(0);
        (await SendAsync("order-2", Marked)).Output.Should().Contain("SM" + new string('a', 32));
        twilio.Messages.Where(message => message.Body == "Your order is ready.").Should().ContainSingle().Which.To.Should().Be(Released);
    }

    private static string IdOf(IEnumerable<JsonElement> entries, string to) =>
        entries.Single(entry => entry.GetProperty("to").GetString()!.EndsWith(to[^4..], StringComparison.Ordinal)).GetProperty("id").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> ListAsync() =>
    [
        .. (await RunAsync("ledger", "list", "--ledger", Ledger)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonElement.Parse(line)),
    ];

    private Task<(int ExitCode, string Output, string Error)> SendAsync(string key, string to) => RunAsync(
        "send", "--from", "+14155550100", "--to", to, "--body", "Your order is ready.", "--key", key, "--ledger", Ledger);

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = ToolProcess.Start(twilio, Times, arguments);
        return await ToolProcess.EndAsync(process);
    }
}
