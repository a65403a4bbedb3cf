using System.Text.RegularExpressions;
using DotNetRegex = System.Text.RegularExpressions.Regex;

namespace TwilioSms.FreeMarker.Text.Regex;

internal enum RegexMode
{
    /// <summary>Anywhere in the text: Java's <c>find</c>.</summary>
    Find,

    /// <summary>From the text's start: Java's <c>lookingAt</c>.</summary>
    AtStart,

    /// <summary>The whole text: Java's <c>matches</c>.</summary>
    Whole,
}

/// <summary>A Java regular expression, run by .NET's engine. Immutable for its users and shared by threads.</summary>
internal sealed class JavaRegex
{
    private const int ModeCount = 3;

    private readonly ParsedRegex parsed;
    private readonly TextTraits relevantTraits;
    private readonly TimeSpan timeLimit;

    // Written at most a few times each; two threads that write the same entry at once write equals.
    private readonly DotNetRegex?[] variants = new DotNetRegex?[((int)TextTraits.All + 1) * ModeCount];

    private readonly Written?[] written = new Written?[(int)TextTraits.All + 1];

    /// <param name="pattern">In Java's syntax.</param>
    /// <param name="flags">As if written before the pattern.</param>
    /// <param name="timeLimit">How long one match may take.</param>
    /// <exception cref="JavaRegexSyntaxException">Java would refuse the pattern, or .NET has no counterpart for it.</exception>
    internal JavaRegex(string pattern, JavaRegexFlags flags, TimeSpan timeLimit)
    {
        parsed = JavaRegexParser.Parse(pattern, flags);
        relevantTraits = DotNetRegexWriter.RelevantTraits(parsed.Root);
        this.timeLimit = timeLimit;
    }

    internal int GroupCount => parsed.GroupCount;

    /// <summary>The number of the group of that name; null if there is none.</summary>
    internal int? FindGroup(string name) => parsed.GroupNames.TryGetValue(name, out int number) ? number : null;

    /// <summary>How long the expression is that has to be built before such a text can be matched; 0 where it was built already.</summary>
    /// <exception cref="JavaRegexSyntaxException">The pattern becomes too large for .NET with such a text.</exception>
    internal int LengthToBuild(string text, RegexMode mode)
    {
        var traits = TraitsOf(text);
        return variants[IndexOf(traits, mode)] is null ? Write(traits).Pattern.Length : 0;
    }

    /// <summary>
    /// The first match that starts at <paramref name="start"/> or later; its <see cref="Match.NextMatch"/> goes on as Java's
    /// <c>find</c> does.
    /// </summary>
    /// <exception cref="JavaRegexSyntaxException">The pattern becomes too large for .NET with such a text.</exception>
    /// <exception cref="RegexMatchTimeoutException">The match took longer than the time limit.</exception>
    internal Match Match(string text, RegexMode mode = RegexMode.Find, int start = 0) => Variant(text, mode).Match(text, start);

    private static int IndexOf(TextTraits traits, RegexMode mode) => (int)traits * ModeCount + (int)mode;

    private TextTraits TraitsOf(string text) => relevantTraits == TextTraits.None ? TextTraits.None : text.Traits() & relevantTraits;

    private DotNetRegex Variant(string text, RegexMode mode)
    {
        TextTraits traits = TraitsOf(text);
        ref DotNetRegex? variant = ref variants[IndexOf(traits, mode)];
        return variant ??= Create(traits, mode);
    }

    private Written Write(TextTraits traits) => written[(int)traits] ??= DotNetRegexWriter.Write(parsed, traits);

    private DotNetRegex Create(TextTraits traits, RegexMode mode)
    {
        (string pattern, bool withoutBacktracking) = Write(traits);
        pattern = mode switch
        {
            RegexMode.AtStart => $@"\A(?:{pattern})",
            RegexMode.Whole => $@"\A(?:{pattern})\z",
            _ => pattern,
        };
#if NET
        if (withoutBacktracking)
        {
            try
            {
                return new DotNetRegex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, timeLimit);
            }
            catch (NotSupportedException)
            {
                // Large counted repetitions exceed what that engine takes; the backtracking one has the time limit.
            }
        }
#endif
        return new DotNetRegex(pattern, RegexOptions.CultureInvariant, timeLimit);
    }
}

/// <summary>An expression in .NET's syntax.</summary>
/// <param name="Pattern">It.</param>
/// <param name="WithoutBacktracking">Whether .NET's engine without backtracking is needed.</param>
internal sealed record Written(string Pattern, bool WithoutBacktracking);
