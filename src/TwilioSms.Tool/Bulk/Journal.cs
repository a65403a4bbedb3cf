using System.Globalization;
using System.Text;

namespace TwilioSms.Tool.Bulk;

/// <summary>What a bulk run was about to do. A row is on the disk before its message is begun, so whatever ends the run, a row that is
/// not in the journal was not sent.</summary>
/// <remarks>Lines: <c>+ time row row ...</c> for rows that are begun, <c>- row</c> for one of them whose message certainly was not sent.
/// How a row ended otherwise is in the outcome file. The first line says what is sent: a run is continued only with the same.</remarks>
internal sealed class Journal : IDisposable
{
    private const string Format = "twilio-sms bulk journal 2";

    private readonly FileStream file;
    private readonly Lock appending = new();

    private Journal(FileStream file, IReadOnlyDictionary<int, DateTimeOffset> open) => (this.file, Open) = (file, open);

    /// <summary>The rows that an earlier run had begun and about which the journal says no more, and when.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Open { get; }

    /// <summary>Begins a journal.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static Journal Create(string path, string fingerprint)
    {
#pragma warning disable CA2000 // The journal owns it.
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
#pragma warning restore CA2000
        try
        {
            Append(file, $"{Format} {fingerprint}", toDisk: true);
            return new Journal(file, new Dictionary<int, DateTimeOffset>());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with a journal.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another run.</exception>
    /// <exception cref="IOException">There is none, or its run has not ended.</exception>
    public static Journal Continue(string path, string fingerprint)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        try
        {
            WholeLines.Keep(file);
            var open = new Dictionary<int, DateTimeOffset>();
            using (var reader = new StreamReader(file, Encoding.ASCII, leaveOpen: true))
            {
                CheckFirst(reader.ReadLine(), fingerprint, Path.GetFileName(path));
                for (var number = 2; reader.ReadLine() is { } line; number++)
                {
                    if (!TryRead(line, open))
                    {
                        throw new InvalidDataException($"{Path.GetFileName(path)}, line {number} is damaged. What was sent cannot be told from it.");
                    }
                }
            }

            file.Seek(0, SeekOrigin.End);
            return new Journal(file, open);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Rows are about to be sent. They are on the disk when this returns.</summary>
    public void Begin(IEnumerable<int> rows, DateTimeOffset now) =>
        Append(string.Create(CultureInfo.InvariantCulture, $"+ {now.ToUnixTimeMilliseconds()} {string.Join(' ', rows)}"), toDisk: true);

    /// <summary>A row that was begun certainly was not sent.</summary>
    public void Revoke(int row) => Append(string.Create(CultureInfo.InvariantCulture, $"- {row}"), toDisk: false);

    public void Dispose() => file.Dispose();

    private static void CheckFirst(string? line, string fingerprint, string name)
    {
        if (line is null || !line.StartsWith(Format, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} is not the journal of a bulk run. If that run ended before it began, delete the file and start without --resume.");
        }

        if (line != $"{Format} {fingerprint}")
        {
            throw new InvalidDataException(
                $"{name} is of a run with another CSV file, text, sender or column: rows can no longer be told apart. "
                + "Put back what was changed, or start anew with another --out.");
        }
    }

    private static bool TryRead(string line, Dictionary<int, DateTimeOffset> open)
    {
        var parts = line.Split(' ');
        var numbers = new long[parts.Length];
        for (var i = 1; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        switch (parts[0])
        {
            case "+" when parts.Length > 2:
                foreach (var row in numbers[2..])
                {
                    open[(int)row] = DateTimeOffset.FromUnixTimeMilliseconds(numbers[1]);
                }

                return true;
            case "-" when parts.Length == 2:
                open.Remove((int)numbers[1]);
                return true;
            default:
                return false;
        }
    }

    private void Append(string line, bool toDisk)
    {
        lock (appending)
        {
            Append(file, line, toDisk);
        }
    }

    private static void Append(FileStream file, string line, bool toDisk)
    {
        file.Write(Encoding.ASCII.GetBytes(line + "\n"));
        file.Flush(toDisk);
    }
}
