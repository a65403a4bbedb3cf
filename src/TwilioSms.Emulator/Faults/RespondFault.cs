using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class RespondFault(TwilioResponse response, bool record) : Fault
{
    internal override Task ApplyAsync(Exchange exchange)
    {
        if (record)
        {
            exchange.Answer();
        }

        return exchange.SendAsync(response);
    }
}
