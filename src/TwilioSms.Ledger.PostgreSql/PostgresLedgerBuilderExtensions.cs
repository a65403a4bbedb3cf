using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using TwilioSms;
using TwilioSms.Ledger.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the ledger of a registration in PostgreSQL.</summary>
public static class PostgresLedgerBuilderExtensions
{
    /// <summary>Keeps the ledger of the registration in a PostgreSQL database, shared by every process of every machine that names it. The
    /// tables are made on first use.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ITwilioConnectorBuilder UsePostgresLedger(this ITwilioConnectorBuilder builder, string connectionString) =>
        builder.UsePostgresLedger(connectionString, static _ => { });

    /// <summary>Keeps the ledger of the registration in a PostgreSQL database, with options that differ from the defaults.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or a name is none.</exception>
    public static ITwilioConnectorBuilder UsePostgresLedger(
        this ITwilioConnectorBuilder builder, string connectionString, Action<PostgresLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connection.ContainsKey("Max Auto Prepare"))
        {
            // A ledger says the same few statements over and over.
            connection.MaxAutoPrepare = 20;
        }

        return Use(builder, configure, (_, statements) =>
            new PostgresStore(NpgsqlDataSource.Create(connection), statements, ownsDataSource: true));
    }

    /// <summary>Keeps the ledger of the registration in the database of the host's own data source, which the host disposes of.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="dataSource">Finds the data source: <c>services => services.GetRequiredService&lt;NpgsqlDataSource>()</c>.</param>
    public static ITwilioConnectorBuilder UsePostgresLedger(
        this ITwilioConnectorBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource) =>
        builder.UsePostgresLedger(dataSource, static _ => { });

    /// <summary>Keeps the ledger of the registration in the database of the host's own data source, with options that differ from the
    /// defaults.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="dataSource">Finds the data source: <c>services => services.GetRequiredService&lt;NpgsqlDataSource>()</c>.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    /// <exception cref="ArgumentException">A name is none.</exception>
    public static ITwilioConnectorBuilder UsePostgresLedger(
        this ITwilioConnectorBuilder builder,
        Func<IServiceProvider, NpgsqlDataSource> dataSource,
        Action<PostgresLedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        return Use(builder, configure, (provider, statements) =>
            new PostgresStore(dataSource(provider), statements, ownsDataSource: false));
    }

    private static ITwilioConnectorBuilder Use(
        ITwilioConnectorBuilder builder,
        Action<PostgresLedgerOptions> configure,
        Func<IServiceProvider, PostgresStatements, PostgresStore> create)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PostgresLedgerOptions();
        configure(options);
        var statements = new PostgresStatements(options.Schema, options.TablePrefix);
        builder.Services.RemoveAllKeyed<PostgresStore>(builder.Name);
        builder.Services.RemoveAllKeyed<ISendLedger>(builder.Name);
        builder.Services.RemoveAllKeyed<IAnswerLedger>(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider, statements));
        builder.Services.AddKeyedSingleton<ISendLedger>(
            builder.Name, (provider, name) => new PostgresLedger(provider.GetRequiredKeyedService<PostgresStore>(name), statements));
        builder.Services.AddKeyedSingleton<IAnswerLedger>(
            builder.Name, (provider, name) => new PostgresAnswers(provider.GetRequiredKeyedService<PostgresStore>(name), statements.AnswerTable));
        return builder;
    }
}
