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
        Description = "Where the outcome of each row is written, numbers in full: CSV. By default FILE.outcomes.csv. A journal is kept beside it.",
    };
    private readonly Option<bool> resume = new("--resume")
    {
        Description = "Goes on where an earlier run ended, however it did. Nobody is texted twice: what was under way is looked up at Twilio.",
    };
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
    }

    public void AddTo(Command command)
    {
        Option[] all = [csv, toColumn, rate, maxSegments, output, resume, dryRun];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public void Require(CommandResult command)
    {
        ConnectionOptions.Require(command, csv);
        ConnectionOptions.Require(command, toColumn);
    }

    public BulkOrder Read(ParseResult arguments)
    {
        var file = arguments.GetRequiredValue(csv);
        return new BulkOrder(
            file,
            arguments.GetRequiredValue(toColumn),
            arguments.GetValue(output)?.FullName ?? file.FullName + ".outcomes.csv",
            arguments.GetValue(rate),
            arguments.GetValue(maxSegments),
            arguments.GetValue(resume),
            arguments.GetValue(dryRun));
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

/// <summary>What a run is told.</summary>
/// <param name="Csv">The recipients.</param>
/// <param name="ToColumn">The column that the numbers are in.</param>
/// <param name="Output">Where the outcome of each row is written.</param>
/// <param name="Rate">How many messages go out in a second.</param>
/// <param name="MaxSegments">The most segments that a text may take.</param>
/// <param name="Resume">Whether to go on with an earlier run.</param>
/// <param name="DryRun">Whether to send nothing.</param>
internal sealed record BulkOrder(
    FileInfo Csv, string ToColumn, string Output, double? Rate, int? MaxSegments, bool Resume, bool DryRun);
