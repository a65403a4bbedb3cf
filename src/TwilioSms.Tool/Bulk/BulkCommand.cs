using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.FreeMarker;

namespace TwilioSms.Tool.Bulk;

/// <summary>One message to every row of a CSV file.</summary>
internal static class BulkCommand
{
    public static Command Create()
    {
        var options = new BulkOptions();
        var connection = new ConnectionOptions();
        var ledger = new LedgerOptions();
        var text = new MessageOptions();
        var command = new Command(
            "bulk", "Texts every row of a CSV file, each number once; the columns are the template's values. Ctrl-C ends it after what is under way.");
        options.AddTo(command);
        connection.AddTo(command);
        ledger.AddTo(command);
        text.AddTo(command);
        command.Validators.Add(result =>
        {
            options.Require(result, ledger);
            connection.RequireFrom(result);
            text.RequireOne(result, bodyNeeded: true);
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var order = options.Read(arguments, ledger);
            var message = new BulkMessage(
                connection.From(arguments), order.ToColumn, text.Body(arguments), text.Metadata(arguments), order.MaxSegments, order.Rate);
            await using var services = connection.Connect(arguments, order.Ledger ?? order.LedgerFile);
            return await RunAsync(services, order, message, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, BulkOrder order, BulkMessage message, CancellationToken stop)
    {
        try
        {
            var file = RecipientFile.Open(order.Csv, order.ToColumn);
            if (order.DryRun)
            {
                return await DryRun.RunAsync(message, file, stop) ? ExitCode.Success : ExitCode.Failed;
            }

            var settings = services.GetRequiredService<IOptions<TwilioConnectorOptions>>().Value;
            message.CheckTemplate(settings);
            order.CheckFiles();
            await CheckLedgerAsync(services.GetRequiredService<ISmsLedgerReview>(), order);
            using var outcomes = order.Resume ? OutcomeFile.Continue(order.Output) : OutcomeFile.Create(order.Output);
            return await SendAsync(services.GetRequiredService<ISmsSender>(), order, message, file, outcomes, settings.ListDelay, stop);
        }
        catch (TwilioConnectorException error)
        {
            return await FailAsync($"{error.Code.ToWireName()}: {error.Message}", ExitCode.Failed);
        }
        catch (TemplateException error)
        {
            return await FailAsync($"{JsonLines.CodeAndPlaceOf(error)}: {error.Description}", ExitCode.Failed);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or OptionsValidationException)
        {
            return await FailAsync(error.Message, ExitCode.BadArguments);
        }
    }

    // A ledger that knows nothing of what was sent would have everybody texted again.
    private static async Task CheckLedgerAsync(ISmsLedgerReview ledger, BulkOrder order)
    {
        if (order.Resume && OutcomeFile.FindSent(order.Output) is { } sent && await ledger.FindAsync(order.Key, sent.To.TrimStart('\'')) is null)
        {
            throw new InvalidDataException(
                $"{order.Output} says that row {sent.Row} was sent, but the ledger knows nothing of it under this account, in this run. Go on with the "
                + "account, the --ledger and the --run that the run began with. To text everybody once more, begin a run with another --out.");
        }
    }

    private static async Task<int> SendAsync(
        ISmsSender sender, BulkOrder order, BulkMessage message, RecipientFile file, OutcomeFile outcomes, TimeSpan listDelay, CancellationToken stop)
    {
        var tally = new BulkTally();
        var runner = new BulkRunner(sender, order, message, file, outcomes, tally, TimeProvider.System);
        string? failure = null;
        try
        {
            await BulkDisplay.FollowAsync(() => runner.RunAsync(listDelay, stop), tally, file.RowCount);
        }
        catch (TwilioConnectorException error)
        {
            failure = $"{error.Code.ToWireName()}: {error.Message}";
        }

        var left = file.RowCount - outcomes.Count;
        outcomes.Finish(isWhole: left == 0, order.Ordered);
        BulkDisplay.ShowEnd(tally, left, order.Output);
        var isLimited = order.Limit is not null && !stop.IsCancellationRequested;
        return (failure ?? tally.Notice) is { } told ? await FailAsync(told, ExitCode.Failed)
            : tally.IsTrouble || (left > 0 && !isLimited) ? ExitCode.Failed
            : ExitCode.Success;
    }

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
