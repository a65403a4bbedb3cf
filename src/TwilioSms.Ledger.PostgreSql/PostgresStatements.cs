using System.Text.RegularExpressions;

namespace TwilioSms.Ledger.PostgreSql;

/// <summary>What is said to the database, under the names that schema and prefix make. Rows come as one array a column, so that any number
/// of them is one statement; they are locked in the order of their keys everywhere, so that no two wait for each other.</summary>
internal sealed partial class PostgresStatements
{
    public const string DefaultPrefix = "sms_";

    private const string Columns =
        "s.key_hash, s.to_hash, s.account, s.endpoint, s.state, s.token, s.renewals, s.since_tw, s.began_tw, s.began_db, s.sender, " +
        "s.content, s.trace, s.to_number, s.calling_code, s.text_kept, s.number_kept, s.send_at, s.sid, s.status, s.reason, s.error, " +
        "s.twilio_code, s.settled_tw, s.keep_until_tw, s.look_at, s.looks";

    private const string Key = "key_hash, to_hash, account";

    public PostgresStatements(string? schema, string prefix)
    {
        if (schema is not null)
        {
            Check(schema, nameof(schema));
        }

        Check(prefix, nameof(prefix));
        SchemaName = schema;
        Prefix = prefix;
        var place = schema is null ? string.Empty : $"\"{schema}\".";
        var send = $"{place}{prefix}send";
        var meta = $"{place}{prefix}meta";
        var pace = $"{place}{prefix}pace";
        AnswerTable = $"{place}{prefix}answer";
        Meta = $"SELECT version, oldest, salt FROM {meta} WHERE id = 1";
        MakeSalt = $"UPDATE {meta} SET salt = $1 WHERE id = 1 AND salt IS NULL";
        Claim =
            $"""
            INSERT INTO {send} AS s ({Key}, endpoint, state, token, renewals, since_tw, began_tw, began_db, sender,
                content, trace, to_number, calling_code, text_kept, number_kept, send_at, look_at)
            SELECT k, t, a, e, 1, o, 0, since, began, clock_timestamp(), f, c, x, n, code, tk, nk, at, clock_timestamp() + look
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                AS u (k, t, a, e, o, since, began, f, c, x, n, code, tk, nk, at, look)
            ORDER BY k, t, a
            ON CONFLICT ({Key}) DO UPDATE SET endpoint = excluded.endpoint, state = 1, token = excluded.token,
                renewals = s.renewals + 1, began_tw = excluded.began_tw, began_db = clock_timestamp(),
                since_tw = CASE WHEN s.state = 1 OR s.reason = 1 THEN s.since_tw ELSE excluded.since_tw END,
                sender = excluded.sender, content = excluded.content, trace = excluded.trace, to_number = excluded.to_number,
                calling_code = excluded.calling_code, text_kept = excluded.text_kept, number_kept = excluded.number_kept,
                send_at = excluded.send_at, sid = NULL, status = NULL, reason = NULL, error = NULL, twilio_code = NULL,
                settled_tw = NULL, keep_until_tw = NULL, look_at = excluded.look_at, looks = 0
            WHERE s.state = 0 OR (s.state = 1 AND s.token = excluded.token)
            RETURNING {Columns}, s.began_db
            """;
        FindOthers =
            $"""
            SELECT {Columns}, clock_timestamp() FROM {send} s
            JOIN unnest($1, $2, $3, $4) AS u (k, t, a, o) ON s.key_hash = u.k AND s.to_hash = u.t
            WHERE s.state <> 0 AND CASE WHEN s.account = u.a THEN s.state <> 1 OR s.token <> u.o ELSE s.state <> 2 END
            """;
        FindEach =
            $"""
            SELECT {Columns}, clock_timestamp() FROM {send} s
            JOIN unnest($1, $2, $3) AS u (k, t, a) ON s.key_hash = u.k AND s.to_hash = u.t AND s.account = u.a
            """;
        Record =
            $"""
            INSERT INTO {send} AS s ({Key}, endpoint, state, token, renewals, since_tw, began_tw, began_db, sender,
                content, trace, to_number, calling_code, text_kept, number_kept, send_at, sid, status, settled_tw, keep_until_tw)
            SELECT k, t, a, e, 2, o, r, since, began, clock_timestamp(), f, c, x, n, code, tk, nk, at, m, status, settled, keep
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
                AS u (k, t, a, e, o, since, began, f, c, x, n, code, tk, nk, at, r, m, status, settled, keep)
            ORDER BY k, t, a
            ON CONFLICT ({Key}) DO UPDATE SET state = 2, to_number = excluded.to_number, sid = excluded.sid, status = excluded.status,
                reason = NULL, error = NULL, twilio_code = NULL, settled_tw = excluded.settled_tw, keep_until_tw = excluded.keep_until_tw,
                look_at = NULL
            WHERE s.state <> 2
            RETURNING {Columns}, clock_timestamp()
            """;
        Replace =
            $"""
            UPDATE {send} SET endpoint = $4, state = $5, token = $6, renewals = $7, since_tw = $8, began_tw = $9,
                began_db = CASE WHEN $7 > $10 THEN clock_timestamp() ELSE began_db END, sender = $11, content = $12, trace = $13,
                to_number = $14, calling_code = $15, text_kept = $16, number_kept = $17, send_at = $18, sid = $19, status = $20,
                reason = $21, error = $22, twilio_code = $23, settled_tw = $24, keep_until_tw = $25, look_at = clock_timestamp() + $26,
                looks = $27
            WHERE key_hash = $1 AND to_hash = $2 AND account = $3 AND renewals = $10 AND state = $28 AND token = $29
            RETURNING true
            """;
        FindAll = $"SELECT {Columns}, clock_timestamp() FROM {send} s WHERE key_hash = $1 AND to_hash = $2";
        FindRivals =
            $"""
            SELECT {Columns}, clock_timestamp() FROM {send} s
            WHERE account = $1 AND to_hash = $2 AND sender = $3 AND trace = $4 AND state IN (1, 3)
            """;
        FindOwned = $"SELECT sid FROM {send} WHERE account = $1 AND sid = ANY ($2)";
        FindWitness =
            $"""
            SELECT {Columns}, clock_timestamp() FROM {send} s
            WHERE account = $1 AND calling_code = $2 AND state = 2 AND number_kept AND settled_tw < $3 ORDER BY settled_tw DESC LIMIT 1
            """;
        TakeDue =
            $"""
            WITH due AS MATERIALIZED (
                SELECT {Key} FROM {send}
                WHERE account = $1 AND state = 1
                    AND (look_at <= (SELECT clock_timestamp()) OR look_at > (SELECT clock_timestamp()) + interval '1 hour')
                ORDER BY look_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            UPDATE {send} AS s SET looks = looks + 1,
                look_at = clock_timestamp() + least(30 << least(looks, 5), 900) * (1 + $3) * interval '1 second'
            FROM due WHERE s.key_hash = due.key_hash AND s.to_hash = due.to_hash AND s.account = due.account
            RETURNING {Columns}, clock_timestamp()
            """;
        List =
            $"""
            SELECT {Columns}, clock_timestamp() FROM {send} s
            WHERE account = $1 AND state = $2 AND (began_tw, key_hash, to_hash) > ($3, $4, $5)
            ORDER BY began_tw, key_hash, to_hash LIMIT $6
            """;
        Count =
            $"""
            SELECT count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE state = 3),
                clock_timestamp() - min(began_db) FILTER (WHERE state = 1)
            FROM {send} WHERE account = $1 AND state IN (1, 3)
            """;
        PurgeSent = Purge(send, "state = 2 AND keep_until_tw < $2 ORDER BY keep_until_tw");
        PurgeFree = Purge(send, "state = 0 AND began_tw < $2 ORDER BY began_tw");
        Reserve =
            $"""
            WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now)
            INSERT INTO {pace} AS p (account, sender, next_at) SELECT $1, $2, now + $3 FROM clock
            ON CONFLICT (account, sender) DO UPDATE SET next_at = $3 + CASE
                WHEN p.next_at > (SELECT now FROM clock) + interval '10 min' THEN (SELECT now FROM clock)
                ELSE greatest(p.next_at, (SELECT now FROM clock)) END
            RETURNING next_at - $3 - (SELECT now FROM clock)
            """;
    }

    public string? SchemaName { get; }

    public string Prefix { get; }

    public string Meta { get; }

    public string MakeSalt { get; }

    public string Claim { get; }

    /// <summary>What claims met: rows that are not theirs, and those that are in doubt at another account.</summary>
    public string FindOthers { get; }

    public string FindEach { get; }

    public string Record { get; }

    public string Replace { get; }

    public string FindAll { get; }

    public string FindRivals { get; }

    public string FindOwned { get; }

    public string FindWitness { get; }

    public string TakeDue { get; }

    public string List { get; }

    public string Count { get; }

    public string PurgeSent { get; }

    public string PurgeFree { get; }

    public string Reserve { get; }

    /// <summary>Where <see cref="PostgresAnswers"/> keeps its rows.</summary>
    public string AnswerTable { get; }

    /// <summary>The script that makes the tables, as it is in the package.</summary>
    public string Schema()
    {
        using var script = new StreamReader(typeof(PostgresStatements).Assembly.GetManifestResourceStream("schema.sql")!);
        return script.ReadToEnd().Replace(DefaultPrefix, Prefix, StringComparison.Ordinal);
    }

    // A row that is claimed in between is not free any more once its lock is had, and one that is locked is left for the next time.
    private static string Purge(string send, string over) =>
        $"""
        WITH over AS MATERIALIZED (SELECT {Key} FROM {send} WHERE account = $1 AND {over} LIMIT $3 FOR UPDATE SKIP LOCKED)
        DELETE FROM {send} s USING over
        WHERE s.key_hash = over.key_hash AND s.to_hash = over.to_hash AND s.account = over.account
        RETURNING true
        """;

    private static void Check(string name, string parameter)
    {
        if (!NameForm().IsMatch(name))
        {
            throw new ArgumentException(
                $"The {parameter} of the tables is made of lower-case letters of English, digits and underscores, a letter first, at most 30.",
                parameter);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,29}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
