using System.Buffers;
using System.Collections.Frozen;

namespace TwilioSms.Emulator.Validation;

/// <summary>Alphanumeric senders: names in place of numbers.</summary>
internal static class SenderName
{
    private const int LongestName = 11;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 +-_&");

    // Names that tell nothing of who sends, which Twilio takes from nobody.
    private static readonly FrozenSet<string> Generic =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "INFO", "InfoSMS", "NOTICE", "NOTIFY", "SMS", "VERIFY");

    public static bool Is(string sender) =>
        sender.Length <= LongestName && sender.Any(char.IsAsciiLetter) && !sender.AsSpan().ContainsAnyExcept(Characters);

    public static bool IsGeneric(string name) => Generic.Contains(name);

    /// <summary>Whether the recipient's country has no senders by name: those of North America's numbering plan.</summary>
    public static bool IsRefusedIn(string to) => to.StartsWith("+1", StringComparison.Ordinal);
}
