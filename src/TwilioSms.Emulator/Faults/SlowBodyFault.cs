using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class SlowBodyFault(int bytes, TimeSpan interval) : Fault
{
    internal override async Task ApplyAsync(Exchange exchange)
    {
        var response = exchange.Answer();
        exchange.WriteHead(response);
        for (var sent = 0; sent < response.Body.Length; sent += bytes)
        {
            await exchange.WriteBodyAsync(response.Body[sent..Math.Min(sent + bytes, response.Body.Length)]).ConfigureAwait(false);
            await exchange.DelayAsync(interval).ConfigureAwait(false);
        }
    }
}
