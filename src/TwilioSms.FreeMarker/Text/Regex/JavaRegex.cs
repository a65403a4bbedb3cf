namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A Java regular expression. Immutable and shared by threads.</summary>
internal sealed class JavaRegex
{
    private readonly ParsedRegex parsed;
    private readonly RegexProgram program;

    /// <param name="pattern">In Java's syntax.</param>
    /// <param name="flags">As if written before the pattern.</param>
    /// <exception cref="JavaRegexSyntaxException">Java would refuse the pattern, or it nests too deeply.</exception>
    internal JavaRegex(string pattern, JavaRegexFlags flags)
    {
        parsed = JavaRegexParser.Parse(pattern, flags);
        program = RegexCompiler.Compile(parsed);
    }

    internal int GroupCount => parsed.GroupCount;

    /// <summary>The number of the group of that name; null if there is none.</summary>
    internal int? FindGroup(string name) => parsed.GroupNames.TryGetValue(name, out int number) ? number : null;

    /// <summary>What matches this expression with a text.</summary>
    internal JavaMatcher Matcher(string text, MatchBudget budget) => new(program, text, budget);
}
