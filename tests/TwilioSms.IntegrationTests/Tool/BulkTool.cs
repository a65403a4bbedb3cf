using System.Diagnostics;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary><c>twilio-sms bulk</c>, in processes of its own that can be killed, with an emulator that survives them.</summary>
internal sealed class BulkTool : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-sms-bulk-");

    private readonly LaterClock clock;

    private BulkTool(TwilioEmulator twilio, LaterClock clock) => (Twilio, this.clock) = (twilio, clock);

    public TwilioEmulator Twilio { get; }

    /// <summary>Another account of the emulator.</summary>
    public static EmulatedAccount OtherAccount { get; } = new("AC" + new string('b', 32), "other-token");

    /// <summary>The account that the command sends through; null for the emulator's own.</summary>
    public EmulatedAccount? Account { get; set; }

    public string Csv => Path.Combine(folder.FullName, "people.csv");

    public string Outcomes => Csv + ".outcomes.csv";

    public string Ledger => Outcomes + ".ledger";

    public static async Task<BulkTool> StartAsync(IEnumerable<string> lines)
    {
        var clock = new LaterClock();
        var tool = new BulkTool(
            await TwilioEmulator.StartAsync(
                options =>
                {
                    options.TimeProvider = clock;
                    options.Accounts.Add(OtherAccount);
                },
                TestContext.Current.CancellationToken),
            clock);
        await File.WriteAllLinesAsync(tool.Csv, lines, TestContext.Current.CancellationToken);
        return tool;
    }

    /// <summary>Puts another file in the place of the one there was.</summary>
    public Task ChangeAsync(params IEnumerable<string> lines) => File.WriteAllLinesAsync(Csv, lines, TestContext.Current.CancellationToken);

    /// <summary>The lines of the outcomes, without the first one.</summary>
    public IReadOnlyList<string> ReadOutcomes() => [.. File.ReadLines(Outcomes).Skip(1)];

    /// <summary>What the outcomes say of each row: its line, its number and its state.</summary>
    public IEnumerable<string> ReadStates() => ReadOutcomes().Select(static line => string.Join(',', line.Split(',').Take(3)));

    /// <summary>A file of so many people, each with a number.</summary>
    public static IEnumerable<string> People(int count) => Enumerable.Range(0, count).Select(n => $"{Number(n)},Ann {n}").Prepend("phone,name");

    public static string Number(int n) => FormattableString.Invariant($"+1212{5_550_000 + n}");

    /// <summary>Starts the command.</summary>
    public Process Start(string? token = null, params string[] more)
    {
        string[] arguments =
        [
            "bulk", .. more.Contains("--csv") ? [] : new[] { "--csv", Csv }, "--to-column", "phone", "--from", "+14155550100", "--base-address", Twilio.BaseAddress.ToString(), .. more,
        ];
        var settings = new Dictionary<string, string>
        {
            ["TWILIO_TOKEN"] = token ?? Twilio.AuthToken,
            ["TWILIO_TIMEOUT_SECONDS"] = "5",
            ["TWILIO_LIST_DELAY_SECONDS"] = "1",
        };
        if (Account is not null)
        {
            (settings["TWILIO_ACCOUNT"], settings["TWILIO_TOKEN"]) = (Account.Sid, Account.AuthToken);
        }

        return ToolProcess.Start(Twilio, settings, more.Contains("--body") ? arguments : [.. arguments, "--body", "Hi ${name}!"]);
    }

    /// <summary>Runs the command to its end.</summary>
    public async Task<(int ExitCode, string Printed)> RunAsync(string? token = null, params string[] more)
    {
        using var process = Start(token, more);
        return await EndAsync(process);
    }

    /// <summary>Starts the command and kills it once Twilio has <paramref name="messages"/> messages.</summary>
    public async Task KillAtAsync(int messages, params string[] more)
    {
        using var process = Start(null, more);
        await WaitForAsync(messages, process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the command and asks it to end (SIGTERM, as Ctrl-C does) once Twilio has <paramref name="messages"/> messages.</summary>
    public async Task<(int ExitCode, string Printed)> EndAtAsync(int messages)
    {
        using var process = Start();
        await WaitForAsync(messages, process);
        using var asking = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        return await EndAsync(process);
    }

    /// <summary>Lets the time go by that a claim of a run that is gone is in doubt.</summary>
    public Task TwoMinutesPassAsync() => clock.TwoMinutesPassAsync(Twilio, Ledger);

    /// <summary>Every number is at Twilio once, and every row has one line that says so.</summary>
    public async Task EveryoneWasTextedOnce(int count)
    {
        Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(Enumerable.Range(0, count).Select(Number));
        var sids = Twilio.Messages.ToDictionary(message => message.To, message => message.Sid);
        var lines = await File.ReadAllLinesAsync(Outcomes, TestContext.Current.CancellationToken);
        lines.Skip(1).Select(line => string.Join(',', line.Split(',').Take(4))).Should().BeEquivalentTo(
            Enumerable.Range(0, count).Select(n => $"{n + 2},{Number(n)},sent,{sids[Number(n)]}"));
    }

    public async ValueTask DisposeAsync()
    {
        await Twilio.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Waits for the end of what was started.</summary>
    public static async Task<(int ExitCode, string Printed)> EndAsync(Process process)
    {
        var (exitCode, output, error) = await ToolProcess.EndAsync(process);
        return (exitCode, output + error);
    }

    /// <summary>Waits until Twilio has so many messages.</summary>
    public async Task WaitForAsync(int messages, Process process)
    {
        // Looked at in this order, a program that has ended has sent all that it would.
        for (var ended = process.HasExited; Twilio.Messages.Count < messages; ended = process.HasExited)
        {
            ended.Should().BeFalse("it is to end in the middle");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
