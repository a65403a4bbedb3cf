// Another process on the same ledger, for the tests: "sqlite <path>" or "postgres <connection string>", then what it is to do.
// It says "ready" and begins when a line comes, so that many begin at once.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms;

const string account = "AC00000000000000000000000000000001";
var builder = new ServiceCollection().AddTwilioConnector(options => { });
var services = (args[0] == "sqlite" ? builder.UseSqliteLedger(args[1]) : builder.UsePostgresLedger(args[1])).Services.BuildServiceProvider();
await using var disposing = services.ConfigureAwait(false);
var ledger = services.GetRequiredKeyedService<ISendLedger>(string.Empty);
if (args[2] == "claim")
{
    // Compiled and connected, so that those who begin at once are at it at once.
    await ledger.ClaimAsync([Claim(-Environment.ProcessId) with { LookAfter = null }], default).ConfigureAwait(false);
}

await Console.Out.WriteLineAsync("ready").ConfigureAwait(false);
await Console.In.ReadLineAsync().ConfigureAwait(false);
try
{
    await DoAsync(args[2], int.Parse(args[3], CultureInfo.InvariantCulture)).ConfigureAwait(false);
    return 0;
}
catch (TwilioLedgerException exception)
{
    await Console.Out.WriteLineAsync(exception.Message).ConfigureAwait(false);
    return 1;
}

async Task DoAsync(string what, int count)
{
    switch (what)
    {
        case "salt":
            await SayAsync(Convert.ToHexString((await ledger.GetSaltAsync(default).ConfigureAwait(false)).Span)).ConfigureAwait(false);
            break;

        // Each key in an order of its own; what was claimed is said after the ledger has it.
        case "claim":
            foreach (var n in Enumerable.Range(0, count).OrderBy(_ => Guid.NewGuid()).Chunk(3))
            {
                var claims = Array.ConvertAll(n, Claim);
                var rows = await ledger.ClaimAsync(claims, default).ConfigureAwait(false);
                for (var i = 0; i < claims.Length; i++)
                {
                    if (rows[i].Token == claims[i].Token)
                    {
                        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{n[i]} {rows[i].Token}")).ConfigureAwait(false);
                    }
                }
            }

            break;

        case "reserve":
            for (var n = 0; n < count; n++)
            {
                var wait = await ledger.ReserveAsync(account, "+14155550100", 1, TimeSpan.FromSeconds(2), default).ConfigureAwait(false);
                await SayAsync(wait.TotalSeconds.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            }

            break;

        case "look":
            foreach (var row in await ledger.TakeDueAsync(account, count, 0, default).ConfigureAwait(false))
            {
                await SayAsync(row.Token.ToString()).ConfigureAwait(false);
            }

            break;

        default:
            throw new ArgumentException($"Nobody knows how to {what}.");
    }
}

static async Task SayAsync(string line)
{
    await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
    await Console.Out.FlushAsync().ConfigureAwait(false);
}

static LedgerRow Claim(int n)
{
    var hash = new LedgerHash(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"order-{n}"))));
    return new LedgerRow
    {
        Key = new LedgerKey(account, hash, hash),
        Endpoint = "https://api.twilio.com:443",
        State = LedgerState.Claimed,
        Token = Guid.NewGuid(),
        SinceTwilio = DateTimeOffset.UnixEpoch,
        BeganTwilio = DateTimeOffset.UnixEpoch,
        Sender = "+14155550100",
        Content = hash,
        To = "+4915112345678",
        LookAfter = TimeSpan.Zero,
    };
}
