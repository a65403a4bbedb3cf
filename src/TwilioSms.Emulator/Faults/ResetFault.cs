using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class ResetFault(bool afterRecording) : Fault
{
    internal override Task ApplyAsync(Exchange exchange)
    {
        if (afterRecording)
        {
            exchange.Answer();
        }

        exchange.Reset();
        return Task.CompletedTask;
    }
}
