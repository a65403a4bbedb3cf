namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A compiled regular expression: what a <see cref="JavaMatcher"/> runs. Immutable.</summary>
/// <param name="Instructions">The steps.</param>
/// <param name="Start">The index of the first step.</param>
/// <param name="GroupCount">The number of capturing groups.</param>
/// <param name="RegisterCount">The bounds of the whole match and of the groups, and what loops count by.</param>
/// <param name="MemoryCount">The loops that remember where they failed.</param>
/// <param name="HasGroupRounds">Whether there is a <see cref="Operation.GroupRounds"/>.</param>
/// <param name="Search">How to look for a place to match at.</param>
internal sealed record RegexProgram(
    Instruction[] Instructions, int Start, int GroupCount, int RegisterCount, int MemoryCount, bool HasGroupRounds, RegexSearch Search);
