using System.Diagnostics;
using System.Reflection;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool.Kills;

/// <summary>Three bulk runs and three hosts on one ledger, of which one after the other is killed and started again, and in the end all of them.</summary>
internal sealed class KillRun(TwilioEmulator twilio, LaterClock clock, string ledger, DirectoryInfo folder, Random random) : IDisposable
{
    private const int Each = 3;

    private static readonly string Host = typeof(KillRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "SendingHost").Value!;

    // Long enough for a busy machine, short enough for claims to run out while one waits.
    private static readonly Dictionary<string, string> Times = new() { ["TWILIO_TIMEOUT_SECONDS"] = "5", ["TWILIO_LIST_DELAY_SECONDS"] = "1" };

    private readonly Process?[] processes = new Process?[2 * Each];

    private string Csv => Path.Combine(folder.FullName, "people.csv");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Texts so many people from each side, with so many kills on the way.</summary>
    public async Task RunAsync(int people, int kills)
    {
        await File.WriteAllLinesAsync(Csv, BulkTool.People(people), Stop);
        for (var i = 0; i < processes.Length; i++)
        {
            Start(i, people);
        }

        // Spread over the run, so that every kill meets somebody who works.
        var total = 2 * people;
        foreach (var messages in Enumerable.Range(0, kills).Select(_ => random.Next(1, total - (total / 10))).Order())
        {
            await WaitForAsync(messages);
            var victim = random.Next(processes.Length);
            await KillAsync(victim);
            Start(victim, people);
        }

        // They come again once what they left behind can be decided.
        for (var i = 0; i < processes.Length; i++)
        {
            await KillAsync(i);
        }

        await clock.TwoMinutesPassAsync(twilio, ledger);
        for (var i = 0; i < processes.Length; i++)
        {
            Start(i, people);
        }

        await Task.WhenAll(Enumerable.Range(0, processes.Length).Select(i => EndAsync(i, people)));
    }

    /// <summary>Every number has one message, and everybody who was to send it knows that one.</summary>
    public async Task EveryoneWasTextedOnceAndEveryoneKnows(int people)
    {
        var numbers = Enumerable.Range(0, people).SelectMany(n => new[] { BulkTool.Number(n), FormattableString.Invariant($"+1303{5_550_000 + n}") });
        twilio.Messages.Select(message => message.To).Should().BeEquivalentTo(numbers);
        var sids = twilio.Messages.ToDictionary(message => message.To, message => message.Sid);
        for (var i = 0; i < Each; i++)
        {
            (await File.ReadAllLinesAsync(Outcomes(i), Stop)).Skip(1).Select(line => string.Join(',', line.Split(',').Take(4))).Should().Equal(
                Enumerable.Range(0, people).Select(n => $"{n + 2},{BulkTool.Number(n)},sent,{sids[BulkTool.Number(n)]}"));
            (await File.ReadAllLinesAsync(Told(i + Each), Stop)).Distinct().Should().BeEquivalentTo(
                Enumerable.Range(0, people).Select(n => FormattableString.Invariant($"+1303{5_550_000 + n}")).Select(to => $"{to},Sent,{sids[to]},"));
        }
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            if (process is { HasExited: false })
            {
                process.Kill();
            }

            process?.Dispose();
        }
    }

    private async Task KillAsync(int i)
    {
        processes[i]!.Kill();
        await processes[i]!.WaitForExitAsync(Stop);
        processes[i]!.Dispose();
    }

    // What is left for a reason that passes, a busy machine's, is what one resumes for.
    private async Task EndAsync(int i, int people)
    {
        for (var tries = 3; ; tries--)
        {
            var (exitCode, output, error) = await ToolProcess.EndAsync(processes[i]!);
            if (exitCode == 0)
            {
                return;
            }

            tries.Should().BePositive($"process {i} said: {output}{error}");
            processes[i]!.Dispose();
            Start(i, people);
        }
    }

    private string Outcomes(int i) => Path.Combine(folder.FullName, $"outcomes-{i}.csv");

    private string Told(int i) => Path.Combine(folder.FullName, $"told-{i}.csv");

    private void Start(int i, int people) => processes[i] = i < Each
        ? ToolProcess.Start(
            twilio, Times,
            [
                "bulk", "--csv", Csv, "--to-column", "phone", "--from", "+14155550100", "--body", "Hi ${name}!", "--ledger", ledger, "--run", "once",
                "--out", Outcomes(i), "--ordered", .. File.Exists(Outcomes(i)) ? (string[])["--resume"] : [],
            ])
        : ToolProcess.StartProgram(Host, twilio, Times, [ledger, FormattableString.Invariant($"{people}"), Told(i)]);

    private async Task WaitForAsync(int messages)
    {
        while (twilio.Messages.Count < messages)
        {
            processes.Should().Contain(process => !process!.HasExited, "somebody is to send the rest");
            await Task.Delay(1, Stop);
        }
    }
}
