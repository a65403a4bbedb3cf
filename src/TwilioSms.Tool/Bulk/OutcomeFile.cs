using System.Globalization;
using CsvHelper;

namespace TwilioSms.Tool.Bulk;

/// <summary>What became of each row, written as it becomes known: one line a row. A row without a line was not sent, or nobody knows
/// yet.</summary>
/// <remarks>A run that goes on keeps the lines of what was sent, and writes all others anew; where rows have moved since, or the order of the
/// rows is asked for, the file is put right when the run ends.</remarks>
internal sealed class OutcomeFile : IDisposable
{
    private const string Sent = "sent";

    private static readonly string[] Columns = ["row", "to", "state", "sid", "segments", "error", "reason"];

    private static readonly string Header = string.Join(',', Columns);

    private readonly string path;
    private readonly FileStream guard;
    private readonly CsvWriter csv;
    private readonly Dictionary<int, string> earlier;
    private readonly HashSet<int> told = [];
    private readonly HashSet<int> written = [];
    private readonly HashSet<string> messages = new(StringComparer.Ordinal);

    private OutcomeFile(string path, FileStream guard, FileStream file, Dictionary<int, string> earlier)
    {
        this.path = path;
        this.guard = guard;
        this.earlier = earlier;
        csv = CsvWriter.Create(file, new CsvWriterOptions { HasHeader = false, Injection = CsvInjection.Escape, InjectionCharacters = "=@-\t\r" });
        if (file.Length == 0)
        {
            Write(Columns);
        }
    }

    /// <summary>How many rows this run has told of.</summary>
    public int Count => told.Count;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static OutcomeFile Create(string path) => Open(path, FileMode.CreateNew, static _ => []);

    /// <summary>The first line that says of a row that it was sent; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static OutcomeLine? FindSent(string path) =>
        File.Exists(path) ? OutcomeLine.ReadAll(path).FirstOrDefault(static line => line.State == Sent) : null;

    /// <summary>Goes on with a file, or begins it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">Its run has not ended.</exception>
    public static OutcomeFile Continue(string path) => Open(path, FileMode.Append, KeepSent);

    public void Write(Row row, SmsOutcome outcome)
    {
        if (outcome.MessageSid is { } sid)
        {
            if (earlier.Count > 0)
            {
                messages.Add(sid);
            }

            if (earlier.TryGetValue(row.Line, out var known) && known == sid)
            {
                told.Add(row.Line);
                return;
            }
        }

        Write(
            row,
            outcome.To.Length == 0 ? row.To : outcome.To,
            outcome.State.ToString().ToLowerInvariant(),
            outcome.MessageSid,
            outcome.Segments?.ToString(CultureInfo.InvariantCulture),
            outcome.Error?.Code.ToWireName(),
            outcome.Error?.Message ?? ReasonOf(outcome));
    }

    /// <summary>The row's number was texted once, for the row on line <paramref name="first"/>.</summary>
    public void WriteDuplicate(Row row, int first) =>
        Write(row, row.To, "duplicate", null, null, null, string.Create(CultureInfo.InvariantCulture, $"the number of row {first}: texted once"));

    /// <summary>The run is over: leaves one line a row.</summary>
    /// <param name="isWhole">Whether it told of every row.</param>
    /// <param name="ordered">Whether the lines are to be in the order of the rows.</param>
    public void Finish(bool isWhole, bool ordered)
    {
        csv.Dispose();
        var stale = earlier.Where(line => IsStale(line.Key, line.Value, isWhole)).ToDictionary();
        if (stale.Count > 0 || ordered)
        {
            var lines = OutcomeLine.ReadAll(path).Where(line => !stale.TryGetValue(line.Row, out var sid) || sid != line.MessageSid);
            OutcomeLine.WriteAll(path, Header, ordered ? lines.OrderBy(static line => line.Row) : lines);
        }
    }

    public void Dispose()
    {
        csv.Dispose();
        guard.Dispose();
    }

    private static OutcomeFile Open(string path, FileMode mode, Func<string, Dictionary<int, string>> read)
    {
        var guard = Guard(path);
        try
        {
            var earlier = read(path);
            return new OutcomeFile(path, guard, new FileStream(path, mode, FileAccess.Write, FileShare.Read), earlier);
        }
        catch
        {
            guard.Dispose();
            throw;
        }
    }

    // Two runs that write one file would spoil it. The file itself stays readable meanwhile.
    private static FileStream Guard(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException)
        {
            throw new IOException($"{path} is written by another run at the moment. A second one needs another --out.", error);
        }
    }

    private static Dictionary<int, string> KeepSent(string path)
    {
        var sent = new Dictionary<int, OutcomeLine>();
        foreach (var line in File.Exists(path) ? OutcomeLine.ReadAll(path) : [])
        {
            // The last line of a row is right: a run that was killed had no time to take away the other.
            if (line.State == Sent)
            {
                sent[line.Row] = line;
            }
        }

        OutcomeLine.WriteAll(path, Header, sent.Values);
        return sent.ToDictionary(static line => line.Key, static line => line.Value.MessageSid);
    }

    // The row has another outcome now, or the message belongs to another row, or the row is gone.
    private bool IsStale(int row, string sid, bool isWhole) =>
        written.Contains(row) || (!told.Contains(row) && (isWhole || messages.Contains(sid)));

    private static string? ReasonOf(SmsOutcome outcome) => outcome.UnresolvedReason switch
    {
        SmsUnresolvedReason.Ambiguous => "Twilio's list has messages that may be this one or another: twilio-sms ledger list tells of it.",
        SmsUnresolvedReason.NotSearchable => "Twilio's list cannot be searched for the message: twilio-sms ledger list tells of it.",
        _ => null,
    };

    private void Write(Row row, string to, string state, params ReadOnlySpan<string?> rest)
    {
        Write([row.Line.ToString(CultureInfo.InvariantCulture), Address(to), state, .. rest]);
        told.Add(row.Line);
        written.Add(row.Line);
    }

    private void Write(params ReadOnlySpan<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(OneLine(field ?? string.Empty));
        }

        csv.EndRecord();
        csv.Flush();
    }

    // A spreadsheet runs what begins with a plus as a formula, except that of a number.
    private static string Address(string to) => to.StartsWith('+') && !to.AsSpan(1).ContainsAnyExceptInRange('0', '9') ? to
        : to.StartsWith('+') ? $"'{to}"
        : to;

    // A line that is cut off must be seen to be.
    private static string OneLine(string field) => string.Concat(field.Select(static c => char.IsControl(c) ? ' ' : c));
}
