using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwilioSms.Ledger.PostgreSql;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.PostgreSql;

/// <summary>A database for a ledger.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly List<ServiceProvider> hosts = [];

    private PostgresDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public static async Task<PostgresDatabase> CreateAsync(PostgresServer server)
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? string.Empty);
        return new PostgresDatabase(await server.CreateDatabaseAsync());
    }

    /// <summary>The ledger as a host opens it.</summary>
    public ISendLedger Open(Action<PostgresLedgerOptions>? configure = null, string? more = null) =>
        Host(builder => builder.UsePostgresLedger(ConnectionString + ";" + more, configure ?? (static _ => { })));

    public ISendLedger Host(Action<ITwilioConnectorBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(services.AddTwilioConnector(options => { }));
        var host = services.BuildServiceProvider();
        hosts.Add(host);
        return host.GetRequiredKeyedService<ISendLedger>(string.Empty);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }
}
