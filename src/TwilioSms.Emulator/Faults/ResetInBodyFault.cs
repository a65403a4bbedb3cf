using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class ResetInBodyFault(int bodyBytes) : Fault
{
    internal override async Task ApplyAsync(Exchange exchange)
    {
        var response = exchange.Answer();
        exchange.WriteHead(response);
        await exchange.WriteBodyAsync(response.Body[..Math.Min(bodyBytes, response.Body.Length)]).ConfigureAwait(false);
        exchange.Reset();
    }
}
