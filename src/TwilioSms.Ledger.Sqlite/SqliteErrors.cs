using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>What SQLite reports, with what to do.</summary>
internal static class SqliteErrors
{
    private const int ConstraintUnique = 2067;

    // The primary result codes of SQLite.
    private const int Permission = 3;
    private const int Busy = 5;
    private const int LockedTable = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or LockedTable;

    public static bool IsUnique(SqliteException exception) => exception.SqliteExtendedErrorCode == ConstraintUnique;

    public static TwilioLedgerException Gone(string path) => new(
        $"The ledger {path} was deleted while it was in use. Stop the process and put it back, or restart to begin a new one: what the old one knew is not protected any more.");

    public static TwilioLedgerException Exchanged(string path) => new(
        $"Another file took the place of the ledger {path} while it was in use. Stop the process and put the old one back with its -wal file, or restart to use the new one.");

    public static TwilioLedgerException NewerSchema(string path, int version) => new(
        $"The tables of the ledger {path} are of version {version}, which this version of TwilioSms.Ledger.Sqlite cannot work with. Update the package.");

    public static TwilioLedgerException From(SqliteException exception, string path) => new(
        exception.SqliteErrorCode switch
        {
            Busy or LockedTable => $"The ledger {path} was locked by another program for 5 seconds. End the transaction that it holds on the file; nobody but this connector should hold one.",
            ReadOnly or Permission => $"The ledger {path} cannot be written. Give the account of the process write access to the file and its folder.",
            Full => $"There is no room for the ledger {path}. Free space on its disk.",
            CannotOpen => $"The ledger {path} cannot be opened. Its folder must exist, and the account of the process must be able to read and write in it.",
            NotADatabase => $"{path} is no SQLite database. Give the ledger a file of its own.",
            Corrupt => $"The ledger {path} is damaged. Restore it from a backup, or repair it with sqlite3's .recover.",
            InputOutput => $"The disk of the ledger {path} reports an error. Keep it on a local disk that works.",
            _ => FormattableString.Invariant($"The ledger {path} cannot be used: SQLite's error {exception.SqliteExtendedErrorCode}."),
        },
        exception);
}
