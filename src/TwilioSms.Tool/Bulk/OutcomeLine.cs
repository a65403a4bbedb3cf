using System.Globalization;
using System.Text;
using CsvHelper;

namespace TwilioSms.Tool.Bulk;

/// <summary>A line of an outcome file that an earlier run wrote.</summary>
/// <param name="Row">The line that the row had in its file.</param>
/// <param name="To">Whom it went to.</param>
/// <param name="State">What became of it.</param>
/// <param name="MessageSid">Its message at Twilio, if any.</param>
/// <param name="Text">The line as it is.</param>
internal sealed record OutcomeLine(int Row, string To, string State, string MessageSid, string Text)
{
    /// <summary>The lines of a file, without the first one, and without a last one that was not written to its end.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static List<OutcomeLine> ReadAll(string path)
    {
        var content = File.ReadAllBytes(path);
        content = content[..(Array.LastIndexOf(content, (byte)'\n') + 1)];
        using var reader = CsvReader.Create(new MemoryStream(content), new CsvReaderOptions { Separator = ',' });
        var lines = new List<OutcomeLine>();
        while (reader.Read())
        {
            if (reader.FieldCount < 4 || !int.TryParse(reader.GetString(0), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
            {
                throw new InvalidDataException($"{Path.GetFileName(path)} is damaged at its record {reader.RowNumber}.");
            }

            lines.Add(new OutcomeLine(row, reader.GetString(1), reader.GetString(2), reader.GetString(3), Encoding.UTF8.GetString(reader.RawRecord)));
        }

        return lines;
    }

    /// <summary>Writes a file anew, all of it or nothing.</summary>
    public static void WriteAll(string path, string header, IEnumerable<OutcomeLine> lines)
    {
        var next = path + ".new";
        using (var writer = new StreamWriter(next) { NewLine = "\r\n" })
        {
            writer.WriteLine(header);
            foreach (var line in lines)
            {
                writer.WriteLine(line.Text);
            }
        }

        File.Move(next, path, overwrite: true);
    }
}
