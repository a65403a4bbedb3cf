using System.Globalization;
using CsvHelper;

namespace TwilioSms.Tool.Bulk;

/// <summary>What became of each row, written as it becomes known: one line a row, and never more. A row without a line was not sent, or
/// nobody knows yet.</summary>
internal sealed class OutcomeFile : IDisposable
{
    private static readonly string[] Columns = ["row", "to", "state", "sid", "segments", "error", "reason"];

    private readonly FileStream file;
    private readonly CsvWriter csv;
    private readonly HashSet<int> settled;
    private readonly Lock writing = new();

    private OutcomeFile(FileStream file, HashSet<int> settled)
    {
        this.file = file;
        this.settled = settled;
        csv = CsvWriter.Create(file, new CsvWriterOptions { HasHeader = false, Injection = CsvInjection.Escape, InjectionCharacters = "=@-\t\r" });
        if (file.Length == 0)
        {
            Write(Columns);
        }
    }

    /// <summary>How many rows have a line.</summary>
    public int SettledCount => settled.Count;

    /// <exception cref="IOException">There is one already.</exception>
    public static OutcomeFile Create(string path) => new(new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read), []);

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static OutcomeFile Continue(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            WholeLines.Keep(file);
            var settled = new HashSet<int>();
            using (var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true))
            {
                while (reader.Read())
                {
                    if (!settled.Add(int.TryParse(reader.GetString(0), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0))
                    {
                        throw new InvalidDataException($"{Path.GetFileName(path)} is damaged at its record {reader.RowNumber}.");
                    }
                }
            }

            file.Seek(0, SeekOrigin.End);
            return new OutcomeFile(file, settled);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the row has a line.</summary>
    public bool IsSettled(Row row)
    {
        lock (writing)
        {
            return settled.Contains(row.Line);
        }
    }

    public void Write(Row row, SmsOutcome outcome) => Write(
        row,
        outcome.To,
        outcome.State.ToString().ToLowerInvariant(),
        outcome.MessageSid,
        outcome.Segments?.ToString(CultureInfo.InvariantCulture),
        outcome.Error?.Code.ToWireName(),
        outcome.Error?.Message);

    /// <summary>The row's number is in the file before, at <paramref name="first"/>.</summary>
    public void WriteDuplicate(Row row, int first) =>
        Write(row, row.To, "duplicate", null, null, null, string.Create(CultureInfo.InvariantCulture, $"the number of row {first}: texted once"));

    public void Dispose()
    {
        csv.Dispose();
        file.Dispose();
    }

    private void Write(Row row, string to, string state, params ReadOnlySpan<string?> rest)
    {
        lock (writing)
        {
            Write([row.Line.ToString(CultureInfo.InvariantCulture), Address(to), state, .. rest]);
            settled.Add(row.Line);
        }
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
