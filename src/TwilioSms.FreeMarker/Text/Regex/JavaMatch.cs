namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A match that was found, with what its groups hold. Immutable.</summary>
internal sealed class JavaMatch(string text, int[] bounds)
{
    /// <summary>The text that matched.</summary>
    internal string Value => Group(0)!;

    /// <summary>What a group holds, 0 being the whole match; null if it took no part.</summary>
    internal string? Group(int number) =>
        bounds[2 * number] is var start and >= 0 ? text.Substring(start, bounds[2 * number + 1] - start) : null;
}
