using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioSms;

// A host that may be killed at any moment and started again: it texts so many numbers, each under a key of its own, and writes down what
// became of each. Several of them share one ledger.
//   TwilioSms.SendingHost LEDGER COUNT TOLD
const int atATime = 4;
var (ledger, count, path) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
var connector = builder.Services.AddTwilioConnector();
_ = ledger.Contains('=', StringComparison.Ordinal) ? connector.UsePostgresLedger(ledger) : connector.UseSqliteLedger(ledger);
using var host = builder.Build();
await host.StartAsync();
var sender = host.Services.GetRequiredService<ISmsSender>();
await using var told = new StreamWriter(path, append: true) { AutoFlush = true };
using var turn = new SemaphoreSlim(1);
await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (n, stop) =>
{
    var message = new SmsMessage
    {
        From = "+14155550100",
        To = [string.Create(CultureInfo.InvariantCulture, $"+1303{5_550_000 + n}")],
        Body = "Your order is ready.",
        IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"order-{n}"),
    };
    var outcome = await SendAsync(message, stop);
    await turn.WaitAsync(CancellationToken.None);
    await told.WriteLineAsync($"{message.To[0]},{outcome.State},{outcome.MessageSid},{outcome.Error?.Code.ToWireName()}");
    turn.Release();
});
await host.StopAsync();

async Task<SmsOutcome> SendAsync(SmsMessage message, CancellationToken stop)
{
    while (true)
    {
        var outcome = await TryAsync(message, stop);
        if (outcome is { State: SmsOutcomeState.Sent } or { State: SmsOutcomeState.Failed, Error.IsTransient: false }
            or { State: SmsOutcomeState.Unknown, UnresolvedReason: SmsUnresolvedReason.Ambiguous or SmsUnresolvedReason.NotSearchable })
        {
            return outcome;
        }

        await Task.Delay(outcome.AskAgainAfter ?? TimeSpan.FromSeconds(1), stop);
    }
}

async Task<SmsOutcome> TryAsync(SmsMessage message, CancellationToken stop)
{
    try
    {
        return (await sender.SendAsync(message, stop)).Outcomes[0];
    }
    catch (TwilioConnectorException error) when (error.Result is { } result)
    {
        return result.Outcomes[0];
    }
}
