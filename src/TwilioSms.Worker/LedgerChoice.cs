using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Worker;

/// <summary>Where it is kept who was sent what.</summary>
internal static class LedgerChoice
{
    private const string DefaultFile = "twilio-sms.ledger";

    /// <param name="connector">The registration.</param>
    /// <param name="section"><c>PostgreSql</c>, a connection string, for any number of machines; or <c>Sqlite</c>, a file, for one. Neither:
    /// a file in the current folder. <c>Schema</c> and <c>TablePrefix</c> as the ledgers have them.</param>
    /// <exception cref="WorkerConfigurationException">Both are chosen, or what is chosen is none.</exception>
    public static void Apply(ITwilioConnectorBuilder connector, IConfigurationSection section)
    {
        try
        {
            switch (Text("PostgreSql"), Text("Sqlite"))
            {
                case ({ }, { }):
                    throw new WorkerConfigurationException("Ledger:PostgreSql and Ledger:Sqlite are both set: keep one of them.");
                case ({ } connection, null):
                    connector.UsePostgresLedger(connection, options =>
                    {
                        options.Schema = Text("Schema");
                        options.TablePrefix = Text("TablePrefix") ?? options.TablePrefix;
                    });
                    break;
                case (null, var file):
                    connector.UseSqliteLedger(file ?? DefaultFile, options => options.TablePrefix = Text("TablePrefix") ?? options.TablePrefix);
                    break;
            }
        }
        catch (ArgumentException exception)
        {
            throw new WorkerConfigurationException($"Ledger cannot be used: {exception.Message}");
        }

        string? Text(string name) => section[name]?.Trim() is { Length: > 0 } text ? text : null;
    }
}
