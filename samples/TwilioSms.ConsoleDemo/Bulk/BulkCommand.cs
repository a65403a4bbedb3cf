using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.FreeMarker;

namespace TwilioSms.ConsoleDemo.Bulk;

/// <summary>One message to every row of a CSV file.</summary>
internal static class BulkCommand
{
    public static Command Create()
    {
        var csv = new Option<FileInfo>("--csv") { Description = "The recipients: a CSV file in UTF-8 whose first line names its columns." }.AcceptExistingOnly();
        var toColumn = new Option<string>("--to-column") { Description = "The column that the numbers are in." };
        var rate = new Option<double?>("--rate") { Description = "Messages in a second, from 0.1; without it as fast as Twilio takes them." };
        var maxSegments = new Option<int?>("--max-segments") { Description = "Refuses a text that takes more segments than this." };
        var output = new Option<FileInfo?>("--out")
        {
            Description = "Where the outcome of each row is written, numbers in full: CSV. By default FILE.outcomes.csv. A journal is kept beside it.",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Goes on where an earlier run ended, however it did. Nobody is texted twice: what was under way is looked up at Twilio.",
        };
        rate.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given >= 0.1)))
            {
                result.AddError("--rate must be a number of at least 0.1.");
            }
        });
        maxSegments.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= 1)))
            {
                result.AddError("--max-segments must be a number of at least 1.");
            }
        });
        var connection = new ConnectionOptions();
        var text = new MessageOptions();
        var command = new Command(
            "bulk", "Texts every row of a CSV file, each number once; the columns are the template's values. Ctrl-C ends it after what is under way.")
        {
            csv,
            toColumn,
            rate,
            maxSegments,
            output,
            resume,
        };
        connection.AddTo(command);
        text.AddTo(command);
        command.Validators.Add(result =>
        {
            ConnectionOptions.Require(result, csv);
            ConnectionOptions.Require(result, toColumn);
            connection.RequireFrom(result);
            text.RequireOne(result, bodyNeeded: true);
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var file = arguments.GetRequiredValue(csv);
            await using var services = connection.Connect(arguments);
            return await RunAsync(
                services,
                file,
                new BulkMessage(
                    connection.From(arguments),
                    arguments.GetRequiredValue(toColumn),
                    text.Body(arguments),
                    text.Metadata(arguments),
                    arguments.GetValue(maxSegments),
                    arguments.GetValue(rate)),
                arguments.GetValue(output)?.FullName ?? file.FullName + ".outcomes.csv",
                arguments.GetValue(resume),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, FileInfo csv, BulkMessage message, string output, bool resume, CancellationToken stop)
    {
        try
        {
            var settings = services.GetRequiredService<IOptions<TwilioConnectorOptions>>().Value;
            Template.Parse(message.Body, settings.TemplateSettings);
            var file = RecipientFile.Open(csv, message.ToColumn);
            using var journal = OpenJournal(output + ".journal", message.Fingerprint(file), resume);
            using var outcomes = resume ? OutcomeFile.Continue(output) : OutcomeFile.Create(output);
            return await SendAsync(services, message, file, journal, outcomes, output, settings.ListDelay, stop);
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
