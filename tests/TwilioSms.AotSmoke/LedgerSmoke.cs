using Microsoft.Extensions.DependencyInjection;
using TwilioSms;

/// <summary>A row goes into each ledger and comes back; where no PostgreSQL is named in TWILIO_SMS_POSTGRES, what is tried is that none answers.</summary>
internal static class LedgerSmoke
{
    public static async Task<bool> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("twilio-sms-aot-");
        try
        {
            var path = Path.Combine(folder.FullName, "ledger.db");
            var server = Environment.GetEnvironmentVariable("TWILIO_SMS_POSTGRES");
            return await KeepsAsync("SQLite", connector => connector.UseSqliteLedger(path))
                && (server is not null
                    ? await KeepsAsync("PostgreSQL", connector => connector.UsePostgresLedger(server))
                    : await FailsAsync(connector => connector.UsePostgresLedger("Host=127.0.0.1;Port=1")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> KeepsAsync(string name, Action<ITwilioConnectorBuilder> configure)
    {
        await using var services = Configure(configure);
        var ledger = services.GetRequiredKeyedService<ISendLedger>(string.Empty);
        var hash = new LedgerHash(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());
        var claim = new LedgerRow
        {
            Key = new LedgerKey("AC" + new string('0', 32), hash, hash),
            Endpoint = "https://api.twilio.com:443",
            State = LedgerState.Claimed,
            Token = Guid.NewGuid(),
            SinceTwilio = DateTimeOffset.UnixEpoch,
            BeganTwilio = DateTimeOffset.UnixEpoch,
            Sender = "+15005550006",
            Content = hash,
            To = "+14155550100",
        };
        var claimed = (await ledger.ClaimAsync([claim], CancellationToken.None))[0];
        var write = (await ledger.RecordAsync(
            [claimed with { State = LedgerState.Sent, MessageSid = "SM" + hash.ToString(), KeepUntilTwilio = DateTimeOffset.UnixEpoch }],
            CancellationToken.None))[0];
        var kept = (await ledger.FindAsync(hash, hash, CancellationToken.None)).Single();
        var isKept = write == LedgerWrite.Written && kept.Token == claim.Token && kept.State == LedgerState.Sent;
        Console.WriteLine($"NativeAOT smoke: {name} {(isKept ? "keeps" : "lost")} {kept}");
        return isKept;
    }

    private static async Task<bool> FailsAsync(Action<ITwilioConnectorBuilder> configure)
    {
        await using var services = Configure(configure);
        try
        {
            await services.GetRequiredKeyedService<ISendLedger>(string.Empty).GetSaltAsync(CancellationToken.None);
            return false;
        }
        catch (TwilioLedgerException exception)
        {
            Console.WriteLine($"NativeAOT smoke: {exception.Message}");
            return true;
        }
    }

    private static ServiceProvider Configure(Action<ITwilioConnectorBuilder> configure)
    {
        var connector = new ServiceCollection().AddTwilioConnector(static options => { });
        configure(connector);
        return connector.Services.BuildServiceProvider();
    }
}
