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
        var text = new MessageOptions();
        var command = new Command(
            "bulk", "Texts every row of a CSV file, each number once; the columns are the template's values. Ctrl-C ends it after what is under way.");
        options.AddTo(command);
        connection.AddTo(command);
        text.AddTo(command);
        command.Validators.Add(result =>
        {
            options.Require(result);
            connection.RequireFrom(result);
            text.RequireOne(result, bodyNeeded: true);
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var order = options.Read(arguments);
            var message = new BulkMessage(
                connection.From(arguments), order.ToColumn, text.Body(arguments), text.Metadata(arguments), order.MaxSegments, order.Rate);
            await using var services = connection.Connect(arguments);
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
            using var journal = OpenJournal(order.Output + ".journal", message.Fingerprint(file), order.Resume);
            using var outcomes = order.Resume ? OutcomeFile.Continue(order.Output) : OutcomeFile.Create(order.Output);
            return await SendAsync(services, message, file, journal, outcomes, order.Output, settings.ListDelay, stop);
        }
        catch (TemplateException error)
        {
            return await FailAsync($"{JsonLines.CodeOf(error)} at line {error.Line}, column {error.Column}: {error.Message}", ExitCode.Failed);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or OptionsValidationException)
        {
            return await FailAsync(error.Message, ExitCode.BadArguments);
        }
    }

    private static async Task<int> SendAsync(
        IServiceProvider services,
        BulkMessage message,
        RecipientFile file,
        Journal journal,
        OutcomeFile outcomes,
        string output,
        TimeSpan listDelay,
        CancellationToken stop)
    {
        var tally = new BulkTally();
        var settledBefore = outcomes.SettledCount;
        var runner = new BulkRunner(services.GetRequiredService<ISmsSender>(), message, file, journal, outcomes, tally, TimeProvider.System);
        TwilioConnectorException? failure = null;
        try
        {
            await BulkDisplay.FollowAsync(() => runner.RunAsync(listDelay, stop), tally, file.RowCount, settledBefore);
        }
        catch (TwilioConnectorException error)
        {
            failure = error;
        }

        var left = file.RowCount - outcomes.SettledCount;
        BulkDisplay.ShowEnd(tally, settledBefore, left, output);
        return failure is not null ? await FailAsync($"{failure.Code.ToWireName()}: {failure.Message}", ExitCode.Failed)
            : left > 0 || tally.Failed > 0 || tally.Unknown > 0 ? ExitCode.Failed
            : ExitCode.Success;
    }

    private static Journal OpenJournal(string path, string fingerprint, bool resume)
    {
        try
        {
            return resume ? Journal.Continue(path, fingerprint) : Journal.Create(path, fingerprint);
        }
        catch (FileNotFoundException error)
        {
            throw new InvalidDataException($"There is nothing to resume: {path} does not exist.", error);
        }
        catch (IOException error) when (!resume && File.Exists(path))
        {
            throw new InvalidDataException($"{path} is of an earlier run: go on with it by --resume, or give another --out.", error);
        }
    }

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
