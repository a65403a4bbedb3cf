using Npgsql;

namespace TwilioSms.Ledger.PostgreSql;

/// <summary>Rows on their way into the database, one array a column, and out of it.</summary>
internal static class PostgresRow
{
    /// <summary>The keys of rows, as the first three parameters.</summary>
    public static void AddKeys(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows)
    {
        Add(parameters, rows, static row => row.Key.Key.ToByteArray());
        Add(parameters, rows, static row => row.Key.To.ToByteArray());
        Add(parameters, rows, static row => row.Key.Account);
    }

    /// <summary>Whose claims they are.</summary>
    public static void AddClaimants(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows)
    {
        AddKeys(parameters, rows);
        Add(parameters, rows, static row => row.Token);
    }

    /// <summary>What a claim and a fact both say.</summary>
    public static void AddClaims(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows)
    {
        AddKeys(parameters, rows);
        Add(parameters, rows, static row => row.Endpoint);
        Add(parameters, rows, static row => row.Token);
        Add(parameters, rows, static row => row.SinceTwilio);
        Add(parameters, rows, static row => row.BeganTwilio);
        Add(parameters, rows, static row => row.Sender);
        Add(parameters, rows, static row => row.Content.ToByteArray());
        Add(parameters, rows, Trace);
        Add(parameters, rows, static row => row.To);
        Add(parameters, rows, static row => row.CallingCode);
        Add(parameters, rows, static row => row.IsTextKept);
        Add(parameters, rows, static row => row.IsNumberKept);
        Add(parameters, rows, static row => row.SendAt);
    }

    public static void AddLooks(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows) =>
        Add(parameters, rows, static row => row.LookAfter);

    public static void AddFacts(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows)
    {
        Add(parameters, rows, static row => row.Renewals);
        Add(parameters, rows, static row => row.MessageSid);
        Add(parameters, rows, static row => row.Status);
        Add(parameters, rows, static row => row.SettledTwilio);
        Add(parameters, rows, static row => row.KeepUntilTwilio);
    }

    /// <summary>A row in the place of one that was seen, in the order of the statement.</summary>
    public static void AddReplacement(NpgsqlParameterCollection parameters, LedgerRow seen, LedgerRow row)
    {
        Add(parameters, row.Key.Key.ToByteArray());
        Add(parameters, row.Key.To.ToByteArray());
        Add(parameters, row.Key.Account);
        Add(parameters, row.Endpoint);
        Add(parameters, (short)row.State);
        Add(parameters, row.Token);
        Add(parameters, row.Renewals);
        Add(parameters, row.SinceTwilio);
        Add(parameters, row.BeganTwilio);
        Add(parameters, seen.Renewals);
        Add(parameters, row.Sender);
        Add(parameters, row.Content.ToByteArray());
        Add(parameters, Trace(row));
        Add(parameters, row.To);
        Add(parameters, row.CallingCode);
        Add(parameters, row.IsTextKept);
        Add(parameters, row.IsNumberKept);
        Add(parameters, row.SendAt);
        Add(parameters, row.MessageSid);
        Add(parameters, row.Status);
        Add(parameters, (short?)row.Reason);
        Add(parameters, (short?)row.Error);
        Add(parameters, row.TwilioCode);
        Add(parameters, row.SettledTwilio);
        Add(parameters, row.KeepUntilTwilio);
        Add(parameters, row.LookAfter);
        Add(parameters, row.Looks);
        Add(parameters, (short)seen.State);
        Add(parameters, seen.Token);
    }

    // Nulls are typed by their parameter, so the server needs no guess.
    public static void Add<T>(NpgsqlParameterCollection parameters, T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    public static byte[] Trace(LedgerRow row) => row.Trace?.ToByteArray() ?? [];

    public static LedgerRow Read(NpgsqlDataReader reader)
    {
        var readAt = reader.GetFieldValue<DateTimeOffset>(27);
        return new LedgerRow
        {
            Key = new LedgerKey(reader.GetString(2), Hash(reader, 0), Hash(reader, 1)),
            Endpoint = reader.GetString(3),
            State = (LedgerState)reader.GetInt16(4),
            Token = reader.GetGuid(5),
            Renewals = reader.GetInt32(6),
            SinceTwilio = reader.GetFieldValue<DateTimeOffset>(7),
            BeganTwilio = reader.GetFieldValue<DateTimeOffset>(8),
            BeganDatabase = reader.GetFieldValue<DateTimeOffset>(9),
            Sender = reader.GetString(10),
            Content = Hash(reader, 11),
            Trace = reader.GetFieldValue<byte[]>(12) is { Length: > 0 } trace ? new LedgerHash(trace) : null,
            To = reader.GetString(13),
            CallingCode = Text(reader, 14),
            IsTextKept = reader.GetBoolean(15),
            IsNumberKept = reader.GetBoolean(16),
            SendAt = Time(reader, 17),
            MessageSid = Text(reader, 18),
            Status = Text(reader, 19),
            Reason = reader.IsDBNull(20) ? null : (LedgerReason)reader.GetInt16(20),
            Error = reader.IsDBNull(21) ? null : (SmsErrorCode)reader.GetInt16(21),
            TwilioCode = reader.IsDBNull(22) ? null : reader.GetInt32(22),
            SettledTwilio = Time(reader, 23),
            KeepUntilTwilio = Time(reader, 24),
            LookAfter = Time(reader, 25) - readAt,
            Looks = reader.GetInt32(26),
            ReadAt = readAt,
        };
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerRow> rows, Func<LedgerRow, T> column)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(rows[i]);
        }

        Add(parameters, values);
    }

    private static LedgerHash Hash(NpgsqlDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
