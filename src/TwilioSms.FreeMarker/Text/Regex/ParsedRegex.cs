namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A parsed regular expression with its capturing groups, which are numbered from 1 in the order of their parentheses.</summary>
internal sealed class ParsedRegex(RegexNode root, int groupCount, IReadOnlyDictionary<string, int> groupNames)
{
    internal RegexNode Root { get; } = root;

    internal int GroupCount { get; } = groupCount;

    internal IReadOnlyDictionary<string, int> GroupNames { get; } = groupNames;
}
