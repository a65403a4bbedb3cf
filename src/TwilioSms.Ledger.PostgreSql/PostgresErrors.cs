using System.Net.Sockets;
using Npgsql;

namespace TwilioSms.Ledger.PostgreSql;

/// <summary>What PostgreSQL and its driver report, with what to do.</summary>
internal static class PostgresErrors
{
    public static bool IsMissingTable(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;

    /// <summary>Whether the connection came to an end, as one from a pool may have long before it is used: a server was restarted, a
    /// firewall forgot it.</summary>
    public static bool IsBroken(NpgsqlException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown } or { InnerException: IOException };

    public static TwilioLedgerException NewerSchema(int version) => new(
        $"The tables of the ledger are of version {version}, which this version of TwilioSms.Ledger.PostgreSql cannot work with. Update the package.");

    public static TwilioLedgerException From(NpgsqlException exception, string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var server = FormattableString.Invariant($"{connection.Host}:{connection.Port}");
        return new(exception is PostgresException told ? Told(told, connection, server) : Unreachable(exception, server), exception);
    }

    private static string Told(PostgresException exception, NpgsqlConnectionStringBuilder connection, string server) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The ledger's server {server} refuses the user {connection.Username}. Check user name and password, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"The ledger's server {server} has no database {connection.Database ?? connection.Username}. Create it, or name another in the connection string.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The user {connection.Username} may not use the tables of the ledger, or make them. Run schema/schema.sql of the package as their owner and grant SELECT, INSERT, UPDATE and DELETE on them.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            "The tables of the ledger are gone, or are not the ledger's. Restore them; or restart to have them made anew: what the old ones knew is not protected any more.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"The ledger's server {server} only reads: it may be a standby. Connect to the primary: Target Session Attributes=primary.",
        PostgresErrorCodes.DiskFull => $"The ledger's server {server} has no room. Free space on its disk.",
        PostgresErrorCodes.TooManyConnections =>
            $"The ledger's server {server} takes no more connections. Raise its max_connections, or lower Maximum Pool Size in the connection string.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"The ledger's server {server} is stopping or starting. Try again when it is up.",
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable =>
            $"The ledger's server {server} gave up waiting. Look for transactions of others that lock the tables of the ledger.",
        _ => $"The ledger's server {server} reports error {exception.SqlState}. PostgreSQL's manual names it in its appendix A.",
    };

    private static string Unreachable(NpgsqlException exception, string server) => exception.InnerException switch
    {
        SocketException => $"The ledger's server {server} cannot be reached. Check that it runs, its address and the firewalls between.",
        TimeoutException => $"The ledger's server {server} did not answer in time, or has no connection left. Check its load, and Maximum Pool Size in the connection string.",
        _ => $"The connection to the ledger's server {server} failed. Check that it runs, and that it and the connection string agree about TLS.",
    };
}
