using CsvHelper;

namespace TwilioSms.Tool.Bulk;

/// <summary>The CSV file of a bulk run: a header, and a row for each message.</summary>
internal sealed class RecipientFile
{
    private static readonly CsvReaderOptions Strict = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        IncludeValuesInExceptions = false,
        TrackLineNumbers = true,
    };

    private readonly string path;
    private readonly string toColumn;

    private RecipientFile(string path, string toColumn, int rowCount) => (this.path, this.toColumn, RowCount) = (path, toColumn, rowCount);

    /// <summary>What people call the file.</summary>
    public string Name => Path.GetFileName(path);

    public int RowCount { get; }

    /// <summary>Reads the whole file once, so that what is wrong with it is told before anything is sent.</summary>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why and where, without a value.</exception>
    public static RecipientFile Open(FileInfo file, string toColumn)
    {
        var count = 0;
        try
        {
            foreach (var row in Read(file.FullName, toColumn))
            {
                count++;
                if (row.Values.Values.Any(static value => value.Contains('\uFFFD', StringComparison.Ordinal)))
                {
                    throw new InvalidDataException($"{file.Name}, line {row.Line} is not UTF-8: save the file as UTF-8.");
                }
            }
        }
        catch (CsvFormatException error)
        {
            var place = error.LineNumber > 0 ? $", line {error.LineNumber}" : "";
            throw new InvalidDataException($"{file.Name}{place}: {error.Message}", error);
        }

        return count > 0
            ? new RecipientFile(file.FullName, toColumn, count)
            : throw new InvalidDataException($"{file.Name} has no row below its header: there is nobody to text.");
    }

    /// <summary>The rows, one after the other.</summary>
    public IEnumerable<Row> Rows() => Read(path, toColumn);

    private static IEnumerable<Row> Read(string path, string toColumn)
    {
        using var csv = CsvReader.FromFile(path, Strict);
        csv.ReadHeader();
        var columns = csv.Headers.ToArray();
        Check(Path.GetFileName(path), columns, toColumn);
        while (csv.Read())
        {
            var values = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
            for (var i = 0; i < columns.Length; i++)
            {
                values.Add(columns[i], csv.GetString(i));
            }

            yield return new Row((int)csv.LineNumber, values[toColumn], values);
        }
    }

    private static void Check(string name, string[] columns, string toColumn)
    {
        if (columns.Length == 0)
        {
            throw new InvalidDataException($"{name} is empty: its first line has to name its columns.");
        }

        if (columns.Length != columns.Distinct(StringComparer.Ordinal).Count() || columns.Contains(string.Empty))
        {
            throw new InvalidDataException($"{name}: a column has no name, or the name of another: {string.Join(", ", columns)}.");
        }

        if (!columns.Contains(toColumn))
        {
            throw new InvalidDataException($"{name} has no column '{toColumn}'. It has: {string.Join(", ", columns)}.");
        }
    }
}

/// <summary>A row of the file.</summary>
/// <param name="Line">The line of the file that it begins on, the header's being 1.</param>
/// <param name="To">Whom its message goes to.</param>
/// <param name="Values">Its values by column.</param>
internal sealed record Row(int Line, string To, IReadOnlyDictionary<string, string> Values);
