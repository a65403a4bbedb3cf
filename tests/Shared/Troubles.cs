using TwilioSms.Emulator;

namespace TwilioSms.Tests.Shared;

/// <summary>What a worker has to bear at Twilio's side while it is killed.</summary>
internal static class Troubles
{
    /// <summary>Slow before and after it has the message, busy, and answers that are lost.</summary>
    public static void AddTroubles(this TwilioEmulator twilio, int seed)
    {
        Add(Fault.DelayBeforeRecording(TimeSpan.FromMilliseconds(150)), seed, 3);
        Add(Fault.DelayAfterRecording(TimeSpan.FromMilliseconds(150)), seed + 1, 2);
        Add(Fault.TooManyRequests(), seed + 2, 12);
        Add(Fault.ResetAfterRecording(), seed + 3, 15);

        void Add(Fault fault, int from, int oneIn)
        {
            var request = from;
            twilio.Faults.Add(fault, int.MaxValue, one => one.To is not null && Interlocked.Increment(ref request) % oneIn == 0);
        }
    }
}
