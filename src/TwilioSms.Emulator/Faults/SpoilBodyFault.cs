using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Faults;

internal sealed class SpoilBodyFault(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> spoil) : Fault
{
    /// <summary>Bytes that are not UTF-8 in any place: continuation bytes without a beginning.</summary>
    public static ReadOnlyMemory<byte> Garbage(int length)
    {
        var garbage = new byte[length];
        Array.Fill(garbage, (byte)0x9F);
        return garbage;
    }

    internal override Task ApplyAsync(Exchange exchange)
    {
        var response = exchange.Answer();
        return exchange.SendAsync(response with { Body = spoil(response.Body) });
    }
}
