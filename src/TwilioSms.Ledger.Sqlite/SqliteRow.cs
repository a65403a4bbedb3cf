using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>A row on its way into the database and out of it.</summary>
internal static class SqliteRow
{
    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    public static void BindKey(SqliteCommand command, LedgerKey key)
    {
        Set(command, "$key", key.Key.ToByteArray());
        Set(command, "$to", key.To.ToByteArray());
        Set(command, "$account", key.Account);
    }

    public static void Bind(SqliteCommand command, LedgerRow row)
    {
        BindKey(command, row.Key);
        Set(command, "$endpoint", row.Endpoint);
        Set(command, "$state", (int)row.State);
        Set(command, "$token", row.Token.ToString("D"));
        Set(command, "$renewals", row.Renewals);
        Set(command, "$since", Microseconds(row.SinceTwilio));
        Set(command, "$began", Microseconds(row.BeganTwilio));
        Set(command, "$sender", row.Sender);
        Set(command, "$content", row.Content.ToByteArray());
        Set(command, "$trace", Trace(row));
        Set(command, "$to_number", row.To);
        Set(command, "$calling_code", row.CallingCode);
        Set(command, "$text_kept", row.IsTextKept);
        Set(command, "$number_kept", row.IsNumberKept);
        Set(command, "$send_at", Microseconds(row.SendAt));
        Set(command, "$sid", row.MessageSid);
        Set(command, "$status", row.Status);
        Set(command, "$reason", (int?)row.Reason);
        Set(command, "$error", (int?)row.Error);
        Set(command, "$twilio_code", row.TwilioCode);
        Set(command, "$settled", Microseconds(row.SettledTwilio));
        Set(command, "$keep_until", Microseconds(row.KeepUntilTwilio));
        Set(command, "$look_after", row.LookAfter is { } lookAfter ? Microseconds(lookAfter) : null);
        Set(command, "$looks", row.Looks);
    }

    public static byte[] Trace(LedgerRow row) => row.Trace?.ToByteArray() ?? [];

    /// <summary>Sets a parameter, which the command may have from the row before.</summary>
    public static void Set(SqliteCommand command, string name, object? value)
    {
        value ??= DBNull.Value;
        var index = command.Parameters.IndexOf(name);
        if (index >= 0)
        {
            command.Parameters[index].Value = value;
        }
        else
        {
            command.Parameters.AddWithValue(name, value);
        }
    }

    public static LedgerRow Read(SqliteDataReader reader)
    {
        var readAt = Time(reader, 27)!.Value;
        return new LedgerRow
        {
            Key = new LedgerKey(reader.GetString(2), Hash(reader, 0), Hash(reader, 1)),
            Endpoint = reader.GetString(3),
            State = (LedgerState)reader.GetInt32(4),
            Token = Guid.ParseExact(reader.GetString(5), "D"),
            Renewals = reader.GetInt32(6),
            SinceTwilio = Time(reader, 7)!.Value,
            BeganTwilio = Time(reader, 8)!.Value,
            BeganDatabase = Time(reader, 9)!.Value,
            Sender = reader.GetString(10),
            Content = Hash(reader, 11),
            Trace = reader.GetFieldValue<byte[]>(12).Length == 0 ? null : Hash(reader, 12),
            To = reader.GetString(13),
            CallingCode = reader.IsDBNull(14) ? null : reader.GetString(14),
            IsTextKept = reader.GetBoolean(15),
            IsNumberKept = reader.GetBoolean(16),
            SendAt = Time(reader, 17),
            MessageSid = reader.IsDBNull(18) ? null : reader.GetString(18),
            Status = reader.IsDBNull(19) ? null : reader.GetString(19),
            Reason = reader.IsDBNull(20) ? null : (LedgerReason)reader.GetInt32(20),
            Error = reader.IsDBNull(21) ? null : (SmsErrorCode)reader.GetInt32(21),
            TwilioCode = reader.IsDBNull(22) ? null : reader.GetInt32(22),
            SettledTwilio = Time(reader, 23),
            KeepUntilTwilio = Time(reader, 24),
            LookAfter = Time(reader, 25) - readAt,
            Looks = reader.GetInt32(26),
            ReadAt = readAt,
        };
    }

    private static long? Microseconds(DateTimeOffset? time) => time is { } value ? Microseconds(value) : null;

    private static LedgerHash Hash(SqliteDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.UnixEpoch.AddMicroseconds(reader.GetInt64(column));
}
