namespace TwilioSms.Ledger.Sqlite;

/// <summary>What may be chosen of a ledger in SQLite.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>What the names of the tables begin with, so that several ledgers share a file: <c>sms_</c> by default. Lower-case letters
    /// of English, digits and underscores, a letter first, at most 30.</summary>
    public string TablePrefix { get; set; } = "sms_";
}
