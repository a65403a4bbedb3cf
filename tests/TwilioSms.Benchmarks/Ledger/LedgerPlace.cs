using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Benchmarks.Ledger;

/// <summary>Ledgers of the benchmarks' own, empty and gone at the end. Every commit of those that last is on the disk.</summary>
internal sealed class LedgerPlace : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twilio-sms-ledger-");
    private readonly PostgresServer server = new() { IsDurable = true };
    private int files;

    /// <summary>Gives a connector a ledger.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="name">Which: <c>memory</c>, <c>sqlite</c> or <c>postgres</c>.</param>
    /// <exception cref="NotSupportedException">It is not to be had here.</exception>
    public async Task UseAsync(ITwilioConnectorBuilder connector, string name)
    {
        switch (name)
        {
            case "memory":
                break;
            case "sqlite":
                connector.UseSqliteLedger(Path.Combine(folder.FullName, FormattableString.Invariant($"ledger-{++files}.db")));
                break;
            case "postgres" when PostgresServer.WhyNot is { } whyNot:
                throw new NotSupportedException(whyNot);
            case "postgres":
                connector.UsePostgresLedger(await server.CreateDatabaseAsync().ConfigureAwait(false));
                break;
            default:
                throw new NotSupportedException($"There is no ledger '{name}': memory, sqlite or postgres.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync().ConfigureAwait(false);
        folder.Delete(recursive: true);
    }
}
