namespace TwilioSms.Tool.Bulk;

/// <summary>What a run is told.</summary>
internal sealed record BulkOrder
{
    /// <summary>The recipients.</summary>
    public required FileInfo Csv { get; init; }

    /// <summary>The column that the numbers are in.</summary>
    public required string ToColumn { get; init; }

    /// <summary>Where the outcome of each row is written.</summary>
    public required string Output { get; init; }

    /// <summary>Where the ledger is, if not in a file of its own beside the outcomes.</summary>
    public string? Ledger { get; init; }

    /// <summary>The name of the run in a ledger that is shared.</summary>
    public string? Run { get; init; }

    /// <summary>How many messages go out in a second.</summary>
    public double? Rate { get; init; }

    /// <summary>The most segments that a text may take.</summary>
    public int? MaxSegments { get; init; }

    /// <summary>How many rows are sent to.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether to go on with an earlier run.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to try again what Twilio refused for good.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Whether the outcomes are to be in the order of the rows.</summary>
    public bool Ordered { get; init; }

    /// <summary>Whether to send nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The key of every message of the run: with the number it makes the row of the ledger. A ledger of its own holds one run, whatever
    /// its file of recipients is called by now.</summary>
    public string Key => Ledger is null ? "bulk" : $"bulk:{Run}";

    /// <summary>The file of the run's own ledger.</summary>
    public string LedgerFile => Output + ".ledger";

    /// <summary>Sees to it that a run is neither begun twice nor gone on with where nobody can tell who was texted.</summary>
    /// <exception cref="InvalidDataException">It would be; the message says what to do.</exception>
    public void CheckFiles()
    {
        var journal = Output + ".journal";
        if (File.Exists(journal))
        {
            throw new InvalidDataException(
                $"{journal} is of a run by an earlier version, which this one cannot go on with. Finish that run with the version that began it. Or "
                + $"take the rows that {Path.GetFileName(Output)} calls sent out of the CSV file, look up in Twilio's log what the journal's last "
                + "lines say was begun, and start anew with another --out.");
        }

        if (!Resume && (File.Exists(Output) || (Ledger is null && File.Exists(LedgerFile))))
        {
            throw new InvalidDataException($"{Output} is of an earlier run: go on with it by --resume, or give another --out.");
        }

        if (Resume && Ledger is null && !File.Exists(LedgerFile))
        {
            throw new InvalidDataException(File.Exists(Output)
                ? $"{LedgerFile} is missing, and without it nobody can tell who was texted: put it back beside the outcomes, or name the ledger by --ledger."
                : $"There is nothing to resume: {LedgerFile} does not exist.");
        }
    }
}
