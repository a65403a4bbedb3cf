using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spectre.Console;
using TwilioSms.FreeMarker;

namespace TwilioSms.Tool.Bulk;

/// <summary>Renders and checks every row as a run does, through the connector itself, with a transport that sends nothing.</summary>
internal sealed class DryRun
{
    private const int MostSamples = 3;

    private readonly ConcurrentDictionary<long, Row> underWay = new();
    private readonly BulkMessage message;
    private readonly RecipientFile file;
    private readonly DeadLine line;
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);
    private int samples;
    private int texts;
    private int failed;
    private int repeated;
    private long gsmSegments;
    private long ucsSegments;

    private DryRun(BulkMessage message, RecipientFile file, DeadLine line) => (this.message, this.file, this.line) = (message, file, line);

    /// <summary>Prints samples, what is wrong with which row, and what the run would take.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    /// <exception cref="TemplateException">The template cannot be used for any row.</exception>
    public static async Task<bool> RunAsync(BulkMessage message, RecipientFile file, CancellationToken stop)
    {
        using var line = new DeadLine();
        var services = new ServiceCollection();
        services.AddTwilioConnector().HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => line);
        services.PostConfigure<TwilioConnectorOptions>(DeadLine.Connect);
        await using var provider = services.BuildServiceProvider();
        message.CheckTemplate(provider.GetRequiredService<IOptions<TwilioConnectorOptions>>().Value);
        var run = new DryRun(message, file, line);
        await run.RunAsync(provider.GetRequiredService<ISmsSender>(), stop);
        run.ShowSum();
        return run.failed == 0;
    }

    private async Task RunAsync(ISmsSender sender, CancellationToken stop)
    {
        var options = new BulkSendOptions { MaxConcurrency = 1 };
        await foreach (var outcome in sender.SendManyAsync(MessagesAsync(stop, CancellationToken.None), options, CancellationToken.None))
        {
            underWay.TryRemove(outcome.MessageIndex, out var row);
            Take(row!, outcome);
        }
    }

    private void Take(Row row, SmsOutcome outcome)
    {
        if (outcome.State != SmsOutcomeState.Sent)
        {
            failed++;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{file.Name}, line {row.Line}: {outcome.Error?.Code.ToWireName()}: {outcome.Error?.Message}"));
            return;
        }

        var text = line.TextOf(outcome.MessageSid!);
        if (!numbers.Add(outcome.To))
        {
            repeated++;
            return;
        }

        texts++;
        var counted = SmsSegments.Count(text);
        (gsmSegments, ucsSegments) = counted.Encoding == SmsEncoding.Gsm7
            ? (gsmSegments + counted.Segments, ucsSegments)
            : (gsmSegments, ucsSegments + counted.Segments);
        if (samples++ < MostSamples)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {row.Line}: {SegmentText.Of(counted)}"));
            Console.WriteLine(text);
            Console.WriteLine();
        }
    }

    private void ShowSum()
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("Dry run").AddColumn(new TableColumn("") { Alignment = Justify.Right });
        AddRow("texts", texts);
        AddRow("segments in GSM-7", gsmSegments);
        AddRow("segments in UCS-2", ucsSegments);
        AddRow("the same number again", repeated);
        AddRow("rows that cannot be sent", failed);
        AnsiConsole.Write(table);
        Console.WriteLine("Nothing was sent.");

        void AddRow(string what, long count) => table.AddRow(what, count.ToString("N0", CultureInfo.InvariantCulture));
    }

    private async IAsyncEnumerable<SmsMessage> MessagesAsync(CancellationToken stop, [EnumeratorCancellation] CancellationToken unwanted)
    {
        var index = 0L;
        foreach (var row in file.Rows())
        {
            if (stop.IsCancellationRequested || unwanted.IsCancellationRequested)
            {
                yield break;
            }

            underWay[index++] = row;
            yield return message.For(row, key: null);
        }

        await Task.CompletedTask;
    }
}
