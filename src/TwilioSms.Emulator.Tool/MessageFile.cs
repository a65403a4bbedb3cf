using Microsoft.Data.Sqlite;
using TwilioSms.Emulator.Messages;

namespace TwilioSms.Emulator.Tool;

/// <summary>Messages in a SQLite file, for <c>--data</c>.</summary>
internal sealed class MessageFile : IMessageArchive, IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    /// <exception cref="IOException">The file cannot be opened, or is something else; the message is one line.</exception>
    public MessageFile(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // Test data: what the last moment before a power cut brought may be lost, the file stays whole.
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            Execute("CREATE TABLE IF NOT EXISTS message (position INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, content TEXT NOT NULL);");
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new IOException($"{path} cannot keep messages: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<string> Load()
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT content FROM message ORDER BY position;";
            using var reader = command.ExecuteReader();
            var messages = new List<string>();
            while (reader.Read())
            {
                messages.Add(reader.GetString(0));
            }

            return messages;
        }
    }

    public void Put(string sid, string message) => Execute(
        "INSERT INTO message (sid, content) VALUES ($sid, $content) ON CONFLICT (sid) DO UPDATE SET content = excluded.content;",
        ("$sid", sid),
        ("$content", message));

    public void Remove(string sid) => Execute("DELETE FROM message WHERE sid = $sid;", ("$sid", sid));

    public void Clear() => Execute("DELETE FROM message;");

    public void Dispose() => connection.Dispose();

    private void Execute(string sql, params (string Name, string Value)[] parameters)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            command.ExecuteNonQuery();
        }
    }
}
