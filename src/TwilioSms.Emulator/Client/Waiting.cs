using System.Globalization;

namespace TwilioSms.Emulator.Client;

/// <summary>What a test that waits for messages is told when they do not come.</summary>
internal static class Waiting
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <param name="count">How many were waited for.</param>
    /// <param name="query">Which.</param>
    /// <param name="patience">How long.</param>
    /// <param name="matching">How many came.</param>
    /// <param name="toNumber">All that came to the number, if one was named.</param>
    public static TimeoutException InVain(
        int count, EmulatedMessageQuery query, TimeSpan patience, int matching, IReadOnlyList<EmulatedMessage>? toNumber)
    {
        var what = count == 1 ? "No message" : string.Create(CultureInfo.InvariantCulture, $"{matching} of {count} messages");
        var which = (query.To is null ? "" : " to the number") + (query.Containing is null ? "" : " containing the text");
        var others = toNumber is null ? ""
            : toNumber.Count == 0 ? " Nothing came to the number at all: was it refused? The page at the emulator's address tells."
            : " To the number came: " + string.Join(", ", toNumber.TakeLast(10)) + ".";
        return new TimeoutException(
            string.Create(CultureInfo.InvariantCulture, $"{what}{which} came within {patience.TotalSeconds:0.###} s.{others}"));
    }
}
