using System.Text.RegularExpressions;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>What is said to the database, under the names that the prefix makes.</summary>
internal sealed partial class SqliteStatements
{
    public const string DefaultPrefix = "sms_";

    /// <summary>The clock of the machine in microseconds: the same wherever it stands in one statement.</summary>
    public const string Now = "CAST(round(unixepoch('subsec') * 1000) AS integer) * 1000";

    private const string Columns =
        "key_hash, to_hash, account, endpoint, state, token, renewals, since_tw, began_tw, began_db, sender, content, trace, to_number, " +
        "calling_code, text_kept, number_kept, send_at, sid, status, reason, error, twilio_code, settled_tw, keep_until_tw, look_at, looks, " +
        Now + " AS read_at";

    private const string IsKey = "key_hash = $key AND to_hash = $to AND account = $account";

    public SqliteStatements(string prefix)
    {
        if (!PrefixForm().IsMatch(prefix))
        {
            throw new ArgumentException(
                "The prefix of the tables is made of lower-case letters of English, digits and underscores, a letter first, at most 30.",
                nameof(prefix));
        }

        Prefix = prefix;
        var send = prefix + "send";
        var meta = prefix + "meta";
        var pace = prefix + "pace";
        Meta = $"SELECT version, oldest, salt FROM {meta} WHERE id = 1";
        MetaExists = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{meta}'";
        MakeSalt = $"UPDATE {meta} SET salt = $salt WHERE id = 1 AND salt IS NULL";
        Claim =
            $"""
            INSERT INTO {send} AS s (key_hash, to_hash, account, endpoint, state, token, renewals, since_tw, began_tw, began_db, sender,
                content, trace, to_number, calling_code, text_kept, number_kept, send_at, look_at)
            VALUES ($key, $to, $account, $endpoint, 1, $token, 0, $since, $began, {Now}, $sender,
                $content, $trace, $to_number, $calling_code, $text_kept, $number_kept, $send_at, {Now} + $look_after)
            ON CONFLICT (key_hash, to_hash, account) DO UPDATE SET endpoint = excluded.endpoint, state = 1, token = excluded.token,
                renewals = s.renewals + 1, began_tw = excluded.began_tw, began_db = excluded.began_db,
                since_tw = CASE WHEN s.state = 1 OR s.reason = 1 THEN s.since_tw ELSE excluded.since_tw END,
                sender = excluded.sender, content = excluded.content, trace = excluded.trace, to_number = excluded.to_number,
                calling_code = excluded.calling_code, text_kept = excluded.text_kept, number_kept = excluded.number_kept,
                send_at = excluded.send_at, sid = NULL, status = NULL, reason = NULL, error = NULL, twilio_code = NULL,
                settled_tw = NULL, keep_until_tw = NULL, look_at = excluded.look_at, looks = 0
            WHERE s.state = 0 OR (s.state = 1 AND s.token = excluded.token)
            RETURNING {Columns}
            """;
        Find = $"SELECT {Columns} FROM {send} WHERE {IsKey}";
        FindElsewhere =
            $"SELECT {Columns} FROM {send} WHERE key_hash = $key AND to_hash = $to AND account <> $account AND state IN (1, 3) LIMIT 1";
        Record =
            $"""
            INSERT INTO {send} AS s (key_hash, to_hash, account, endpoint, state, token, renewals, since_tw, began_tw, began_db, sender,
                content, trace, to_number, calling_code, text_kept, number_kept, send_at, sid, status, settled_tw, keep_until_tw)
            VALUES ($key, $to, $account, $endpoint, 2, $token, $renewals, $since, $began, {Now}, $sender,
                $content, $trace, $to_number, $calling_code, $text_kept, $number_kept, $send_at, $sid, $status, $settled, $keep_until)
            ON CONFLICT (key_hash, to_hash, account) DO UPDATE SET state = 2, to_number = excluded.to_number, sid = excluded.sid,
                status = excluded.status, reason = NULL, error = NULL, twilio_code = NULL, settled_tw = excluded.settled_tw,
                keep_until_tw = excluded.keep_until_tw, look_at = NULL
            WHERE s.state <> 2
            """;
        FindMessage = $"SELECT sid FROM {send} WHERE {IsKey}";
        Replace =
            $"""
            UPDATE {send} SET endpoint = $endpoint, state = $state, token = $token, renewals = $renewals, since_tw = $since,
                began_tw = $began, began_db = CASE WHEN $renewals > $seen_renewals THEN {Now} ELSE began_db END, sender = $sender,
                content = $content, trace = $trace, to_number = $to_number, calling_code = $calling_code, text_kept = $text_kept,
                number_kept = $number_kept, send_at = $send_at, sid = $sid, status = $status, reason = $reason, error = $error,
                twilio_code = $twilio_code, settled_tw = $settled, keep_until_tw = $keep_until, look_at = {Now} + $look_after, looks = $looks
            WHERE {IsKey} AND state = $seen_state AND token = $seen_token AND renewals = $seen_renewals
            """;
        FindAll = $"SELECT {Columns} FROM {send} WHERE key_hash = $key AND to_hash = $to";
        FindRivals =
            $"""
            SELECT {Columns} FROM {send}
            WHERE account = $account AND to_hash = $to AND sender = $sender AND trace = $trace AND state IN (1, 3)
            """;
        FindOwned = $"SELECT count(*) FROM {send} WHERE account = $account AND sid = $sid";
        FindWitness =
            $"""
            SELECT {Columns} FROM {send}
            WHERE account = $account AND calling_code = $calling_code AND state = 2 AND number_kept = 1 AND settled_tw < $before
            ORDER BY settled_tw DESC LIMIT 1
            """;
        TakeDue =
            $"""
            UPDATE {send} SET looks = looks + 1, look_at = {Now} + CAST(min(30 << min(looks, 5), 900) * 1000000 * (1 + $jitter) AS integer)
            WHERE rowid IN (SELECT rowid FROM {send}
                WHERE account = $account AND state = 1 AND (look_at <= {Now} OR look_at > {Now} + 3600000000) LIMIT $most)
            RETURNING {Columns}
            """;
        List =
            $"""
            SELECT {Columns} FROM {send}
            WHERE account = $account AND state = $state AND (began_tw, key_hash, to_hash) > ($began, $key, $to)
            ORDER BY began_tw, key_hash, to_hash LIMIT $most
            """;
        Count =
            $"""
            SELECT count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE state = 3), {Now} - min(began_db) FILTER (WHERE state = 1)
            FROM {send} WHERE account = $account AND state IN (1, 3)
            """;
        PurgeSent =
            $"""
            DELETE FROM {send} WHERE rowid IN (SELECT rowid FROM {send}
                WHERE account = $account AND state = 2 AND keep_until_tw < $now ORDER BY keep_until_tw LIMIT $most)
            """;
        PurgeFree =
            $"""
            DELETE FROM {send} WHERE rowid IN (SELECT rowid FROM {send}
                WHERE account = $account AND state = 0 AND began_tw < $free_before ORDER BY began_tw LIMIT $most)
            """;
        Reserve =
            $"""
            INSERT INTO {pace} AS p (account, sender, next_at) VALUES ($account, $sender, {Now} + $whole)
            ON CONFLICT (account, sender) DO UPDATE
                SET next_at = $whole + CASE WHEN p.next_at > {Now} + 600000000 THEN {Now} ELSE max(p.next_at, {Now}) END
            RETURNING next_at - $whole - {Now}
            """;
    }

    public string Prefix { get; }

    public string Meta { get; }

    public string MetaExists { get; }

    public string MakeSalt { get; }

    public string Claim { get; }

    public string Find { get; }

    public string FindElsewhere { get; }

    public string Record { get; }

    public string FindMessage { get; }

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

    /// <summary>The script that makes the tables, as it is in the package.</summary>
    public string Schema()
    {
        using var script = new StreamReader(typeof(SqliteStatements).Assembly.GetManifestResourceStream("schema.sql")!);
        return script.ReadToEnd().Replace(DefaultPrefix, Prefix, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,29}$", RegexOptions.CultureInvariant)]
    private static partial Regex PrefixForm();
}
