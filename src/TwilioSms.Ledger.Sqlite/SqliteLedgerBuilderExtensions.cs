using Microsoft.Extensions.DependencyInjection.Extensions;
using TwilioSms;
using TwilioSms.Ledger.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the ledger of a registration in SQLite.</summary>
public static class SqliteLedgerBuilderExtensions
{
    /// <summary>Keeps the ledger of the registration in an SQLite file, shared by every process of the machine that names it. The file and
    /// its tables are made on first use; the folder must exist, and not on a network drive.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="path">The file, such as <c>/var/lib/shop/sms.db</c>. Relative to the current folder when the host starts.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static ITwilioConnectorBuilder UseSqliteLedger(this ITwilioConnectorBuilder builder, string path) =>
        builder.UseSqliteLedger(path, static _ => { });

    /// <summary>Keeps the ledger of the registration in an SQLite file, with options that differ from the defaults.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="path">The file, such as <c>/var/lib/shop/sms.db</c>. Relative to the current folder when the host starts.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or the prefix is none.</exception>
    public static ITwilioConnectorBuilder UseSqliteLedger(
        this ITwilioConnectorBuilder builder, string path, Action<SqliteLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SqliteLedgerOptions();
        configure(options);
        var file = Path.GetFullPath(path);
        var statements = new SqliteStatements(options.TablePrefix);
        builder.Services.RemoveAllKeyed<SqliteStore>(builder.Name);
        builder.Services.RemoveAllKeyed<ISendLedger>(builder.Name);
        builder.Services.RemoveAllKeyed<IAnswerLedger>(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, (_, _) => new SqliteStore(file, statements));
        builder.Services.AddKeyedSingleton<ISendLedger>(
            builder.Name, (provider, name) => new SqliteLedger(provider.GetRequiredKeyedService<SqliteStore>(name), statements));
        builder.Services.AddKeyedSingleton<IAnswerLedger>(
            builder.Name, (provider, name) => new SqliteAnswers(provider.GetRequiredKeyedService<SqliteStore>(name), statements.Prefix));
        return builder;
    }
}
