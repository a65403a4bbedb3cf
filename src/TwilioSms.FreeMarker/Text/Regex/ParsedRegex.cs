namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A parsed regular expression with its capturing groups, which are numbered from 1 in the order of their parentheses.</summary>
/// <param name="Root">The tree.</param>
/// <param name="GroupCount">The number of capturing groups.</param>
/// <param name="GroupNames">The numbers of the groups that have a name.</param>
/// <param name="HasReferences">Whether it refers back to groups.</param>
/// <param name="KeepsPairs">Whether a search starts at code points only; in Java, not if the pattern is of basic characters alone.</param>
internal sealed record ParsedRegex(
    RegexNode Root, int GroupCount, IReadOnlyDictionary<string, int> GroupNames, bool HasReferences, bool KeepsPairs);
