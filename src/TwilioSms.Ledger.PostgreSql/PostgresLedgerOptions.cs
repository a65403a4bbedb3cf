namespace TwilioSms.Ledger.PostgreSql;

/// <summary>What may be chosen of a ledger in PostgreSQL. Both names are lower-case letters of English, digits and underscores, a letter
/// first, at most 30.</summary>
public sealed class PostgresLedgerOptions
{
    /// <summary>The schema of the tables, made on first use; null, the default, for the first of the connection's <c>search_path</c>.</summary>
    public string? Schema { get; set; }

    /// <summary>What the names of the tables begin with, so that several ledgers share a schema: <c>sms_</c> by default.</summary>
    public string TablePrefix { get; set; } = "sms_";
}
