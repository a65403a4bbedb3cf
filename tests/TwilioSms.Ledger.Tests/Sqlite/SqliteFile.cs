using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Ledger.Tests.Sqlite;

/// <summary>A file for a ledger, in a folder of its own.</summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private readonly List<ServiceProvider> hosts = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-sms-sqlite-");

    public string Folder => folder.FullName;

    public string FilePath => Path.Combine(Folder, "ledger.db");

    /// <summary>The ledger as a host opens it.</summary>
    public ISendLedger Open(string? prefix = null)
    {
        var host = new ServiceCollection()
            .AddTwilioConnector(options => { })
            .UseSqliteLedger(FilePath, options => options.TablePrefix = prefix ?? options.TablePrefix)
            .Services.BuildServiceProvider();
        hosts.Add(host);
        return host.GetRequiredKeyedService<ISendLedger>(string.Empty);
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
