using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class DelayFault(TimeSpan delay, bool afterRecording) : Fault
{
    internal override async Task ApplyAsync(Exchange exchange)
    {
        var recorded = afterRecording ? exchange.Answer() : null;
        await exchange.DelayAsync(delay).ConfigureAwait(false);
        await exchange.SendAsync(recorded ?? exchange.Answer()).ConfigureAwait(false);
    }
}
