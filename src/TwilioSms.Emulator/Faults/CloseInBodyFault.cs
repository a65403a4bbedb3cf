using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class CloseInBodyFault(int bodyBytes) : Fault
{
    internal override async Task ApplyAsync(Exchange exchange)
    {
        var response = exchange.Answer();
        exchange.WriteHead(response);
        // Kestrel sends what was written and, as that is less than the head announced, closes the connection. A reset could take
        // back bytes that the client has not read yet, so that no two runs would be the same.
        await exchange.WriteBodyAsync(response.Body[..Math.Min(bodyBytes, response.Body.Length)]).ConfigureAwait(false);
    }
}
