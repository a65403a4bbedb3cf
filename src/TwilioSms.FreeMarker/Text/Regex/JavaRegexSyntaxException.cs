namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A regular expression that Java would refuse, or one that nests too deeply.</summary>
internal sealed class JavaRegexSyntaxException(string problem, int index)
    : FormatException($"{problem} (at character {index + 1} of the regular expression)")
{
    /// <summary>The index of the UTF-16 unit the problem was found at.</summary>
    internal int Index { get; } = index;
}
