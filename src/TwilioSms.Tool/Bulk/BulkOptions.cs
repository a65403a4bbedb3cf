using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TwilioSms.Tool.Bulk;

/// <summary>The options of <c>bulk</c> that no other command has.</summary>
internal sealed class BulkOptions
{
    private readonly Option<FileInfo> csv =
        new Option<FileInfo>("--csv") { Description = "The recipients: a CSV file in UTF-8 whose first line names its columns." }.AcceptExistingOnly();
    private readonly Option<string> toColumn = new("--to-column") { Description = "The column that the numbers are in." };
    private readonly Option<double?> rate = new("--rate") { Description = "Messages in a second, from 0.1; without it as fast as Twilio takes them." };
    private readonly Option<int?> maxSegments = new("--max-segments") { Description = "Refuses a text that takes more segments than this." };
    private readonly Option<FileInfo?> output = new("--out")
    {
        Description = "Where the outcome of each row is written, numbers in full: CSV. By default FILE.outcomes.csv. The run's ledger is kept beside it.",
    };
    private readonly Option<bool> resume = new("--resume")
    {
        Description = "Goes on where an earlier run ended, however it did, also with a corrected file or text. Nobody is texted twice: what was "
            + "under way is looked up at Twilio.",
    };
    private readonly Option<string?> run = new("--run")
    {
        Description = "The name of the run, in which a number is texted once: for a --ledger, which holds many. The ledger that is kept beside the "
            + "outcomes holds one run, and needs no name.",
    };
    private readonly Option<bool> retryFailed = new("--retry-failed") { Description = "Tries rows again that Twilio refused for good." };
    private readonly Option<int?> limit = new("--limit") { Description = "Sends to so many rows and leaves the others for a later --resume." };
    private readonly Option<bool> ordered = new("--ordered") { Description = "Leaves the outcomes in the order of the rows." };
    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Renders and checks every row, sums the segments and shows three texts. Nothing is sent, and no account is needed.",
    };

    public BulkOptions()
    {
        rate.Validators.Add(result => Check(
            result,
            static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given >= 0.1,
            "--rate must be a number of at least 0.1."));
        maxSegments.Validators.Add(result => Check(result, IsCount, "--max-segments must be a number of at least 1."));
        limit.Validators.Add(result => Check(result, IsCount, "--limit must be a number of at least 1."));
    }

    public void AddTo(Command command)
    {
        Option[] all = [csv, toColumn, rate, maxSegments, output, run, resume, retryFailed, limit, ordered, dryRun];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public void Require(CommandResult command, LedgerOptions ledger)
    {
        ConnectionOptions.Require(command, csv);
        ConnectionOptions.Require(command, toColumn);
        if (ledger.IsGiven(command) && string.IsNullOrWhiteSpace(command.GetValue(run)))
        {
            command.AddError("--run is missing: with --ledger, the name tells this run from others, and all machines give the same.");
        }
    }

    public BulkOrder Read(ParseResult arguments, LedgerOptions ledger)
    {
        var file = arguments.GetRequiredValue(csv);
        return new BulkOrder
        {
            Csv = file,
            ToColumn = arguments.GetRequiredValue(toColumn),
            Output = arguments.GetValue(output)?.FullName ?? file.FullName + ".outcomes.csv",
            Ledger = ledger.Read(arguments),
            Run = arguments.GetValue(run),
            Rate = arguments.GetValue(rate),
            MaxSegments = arguments.GetValue(maxSegments),
            Limit = arguments.GetValue(limit),
            Resume = arguments.GetValue(resume),
            RetryFailed = arguments.GetValue(retryFailed),
            Ordered = arguments.GetValue(ordered),
            DryRun = arguments.GetValue(dryRun),
        };
    }

    private static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= 1;

    // What is no number at all cannot be asked for as one.
    private static void Check(OptionResult option, Func<string, bool> isRight, string message)
    {
        if (!option.Tokens.All(token => isRight(token.Value)))
        {
            option.AddError(message);
        }
    }
}
