using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TwilioSms.Tool.Bulk;

/// <summary>Shows how far a bulk run has come, and how it ended.</summary>
internal static class BulkDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    /// <summary>Shows a progress bar while <paramref name="run"/> goes on.</summary>
    public static Task FollowAsync(Func<Task> run, BulkTally tally, int total) => AnsiConsole.Progress()
        .Columns(
            new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new RateColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Describe(tally), maxValue: Math.Max(total, 1));
            var running = run();
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(Refresh));
                bar.Value = tally.Settled;
                bar.Description = Describe(tally);
            }

            await running;
        });

    public static void ShowEnd(BulkTally tally, int left, string outcomes)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("Rows").AddColumn(new TableColumn("") { Alignment = Justify.Right });
        AddRow("sent before", tally.SentBefore);
        AddRow("sent", tally.Sent);
        AddRow("failed before", tally.FailedBefore);
        AddRow("failed", tally.Failed);
        AddRow("unknown", tally.Unknown);
        AddRow("the same number again", tally.Duplicates);
        AddRow("left", left);
        foreach (var (error, count) in tally.Errors)
        {
            AddRow(error, count);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"What became of each row is in {outcomes}. It holds the numbers in full.");
        if (left > 0)
        {
            var doubt = tally.InDoubt > 0 ? $", {tally.InDoubt} of them in doubt" : "";
            Console.WriteLine($"{left} row(s) are left{doubt}: the same command with --resume goes on with them.");
        }

        void AddRow(string what, int count)
        {
            if (count > 0)
            {
                table.AddRow(Markup.Escape(what), count.ToString("N0", CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Describe(BulkTally tally) =>
        $"{tally.Sent + tally.SentBefore} sent, {tally.Failed + tally.FailedBefore} failed" + (tally.InDoubt > 0 ? $", waiting for Twilio's list to tell of {tally.InDoubt}" : "");

    /// <summary>Rows in a second.</summary>
    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Speed ?? 0:0.0}/s"));
    }
}
