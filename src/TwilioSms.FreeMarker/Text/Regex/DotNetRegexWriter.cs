using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Writes a parsed Java regular expression in .NET's syntax, for texts with certain traits.</summary>
internal sealed class DotNetRegexWriter
{
    /// <summary>.NET takes a quarter of a second to build an expression of this length, which sets beyond the basic plane soon reach.</summary>
    private const int MaximumLength = 500_000;

    private const string AnyTerminatorButLineFeed = @"[\r\u0085\u2028\u2029]";

    /// <summary>Inside an atomic group that is repeated: .NET takes <c>(?>a+)?</c> for <c>(?>a*)</c>, which it is not, and this keeps them apart.</summary>
    private const string AlwaysTrue = "(?!(?!))";

    private static readonly CodePointSet LetterOrDigit = JavaRegexProperties.Find("LD", JavaRegexFlags.None)!;

    private static readonly CodePointSet Mark = CodePointSet.OfCategories(UnicodeCategory.NonSpacingMark);

    private readonly StringBuilder pattern = new();
    private readonly ParsedRegex regex;
    private readonly TextTraits traits;

    /// <summary>How many repetitions are around what is being written.</summary>
    private int repetitions;

    private DotNetRegexWriter(ParsedRegex regex, TextTraits traits)
    {
        this.regex = regex;
        this.traits = traits;
    }

    private bool NeedsBacktracking { get; set; }

    /// <summary>Whether the ways to match may double with each character: choices inside repetitions.</summary>
    private bool MayExplode { get; set; }

    /// <summary>Whether .NET's engine without backtracking may find another match: with lazy choices and with repeated choices one of which is empty.</summary>
    private bool DependsOnOrder { get; set; }

    /// <summary>Whether .NET's engine with backtracking may run without end: as few as possible of what may be empty.</summary>
    private bool MayNotEnd { get; set; }

    /// <summary>
    /// Whether .NET's engine without backtracking is used. Only where it must be, as it misses matches ("b" of "a_b-c" for <c>[a-c]?[b-z]</c>),
    /// and time is limited anyway.
    /// </summary>
    private bool WithoutBacktracking => !NeedsBacktracking && (MayNotEnd || (MayExplode && !DependsOnOrder));

    internal static Written Write(ParsedRegex regex, TextTraits traits)
    {
        var writer = new DotNetRegexWriter(regex, traits);
        writer.Write(regex.Root);
        return new Written(writer.pattern.ToString(), writer.WithoutBacktracking);
    }

    /// <summary>The traits that make a difference to this node.</summary>
    internal static TextTraits RelevantTraits(RegexNode node) => node switch
    {
        OneOf one => CodePointSetWriter.CanHoldSurrogates(one.Set) ? TextTraits.SurrogatePairs | TextTraits.LoneSurrogates : TextTraits.None,
        Sequence sequence => sequence.Items.Aggregate(TextTraits.None, (traits, item) => traits | RelevantTraits(item)),
        Alternation alternation => alternation.Branches.Aggregate(TextTraits.None, (traits, branch) => traits | RelevantTraits(branch)),
        Group group => RelevantTraits(group.Body),
        GraphemeCluster cluster => RelevantTraits(cluster.Body),
        Repetition repetition => RelevantTraits(repetition.Body),
        Assertion assertion => RelevantTraits(assertion),
        _ => TextTraits.None,
    };

    private static TextTraits RelevantTraits(Assertion assertion)
    {
        return assertion.Position switch
        {
            Position.StartOfLine => TextTraits.UnusualLines,
            Position.EndOfLine or Position.EndOfTextOrBeforeFinalTerminator => assertion.OnlyLineFeed ? TextTraits.None : TextTraits.UnusualLines,
            Position.WordBoundary or Position.NotWordBoundary => TextTraits.BeyondLatin | TextTraits.SupplementaryWords,
            _ => TextTraits.None,
        };
    }

    private void Write(RegexNode node)
    {
        switch (node)
        {
            case OneOf one:
                NeedsBacktracking |= CodePointSetWriter.Write(pattern, one.Set, traits);
                CheckLength();
                break;
            case Sequence sequence:
                foreach (RegexNode item in sequence.Items)
                {
                    Write(item);
                }

                break;
            case Alternation alternation:
                WriteAlternation(alternation);
                break;
            case Group group:
                WriteGroup(group);
                break;
            case GraphemeCluster cluster:
                Write(cluster.Body);
                break;
            case Repetition repetition:
                WriteRepetition(repetition);
                break;
            case BackReference reference:
                WriteBackReference(reference);
                break;
            case Assertion assertion:
                WriteAssertion(assertion);
                CheckLength();
                break;
        }
    }

    private void CheckLength()
    {
        if (pattern.Length > MaximumLength)
        {
            throw new JavaRegexSyntaxException("It has too many sets of characters for a text with characters beyond the basic plane", 0);
        }
    }

    private void WriteAlternation(Alternation alternation)
    {
        string separator = "(?:";
        MayExplode |= repetitions > 0;
        foreach (RegexNode branch in alternation.Branches)
        {
            pattern.Append(separator);
            Write(branch);
            separator = "|";
        }

        pattern.Append(')');
    }

    private void WriteGroup(Group group)
    {
        NeedsBacktracking |= group.Kind >= GroupKind.Atomic;
        pattern.Append(group.Kind switch
        {
            GroupKind.Capturing => "(",
            GroupKind.Plain => "(?:",
            GroupKind.Atomic => "(?>",
            GroupKind.LookAhead => "(?=",
            GroupKind.NegativeLookAhead => "(?!",
            GroupKind.LookBehind => "(?<=",
            _ => "(?<!",
        });
        Write(group.Body);
        pattern.Append(')');
    }

    private void WriteRepetition(Repetition repetition)
    {
        bool possessive = repetition.Greediness == Greediness.Possessive;
        bool isUnit = repetition.Body is OneOf or Group or GraphemeCluster;
        bool isAtomic = possessive && repetition.Body is Group; // Java gives up nothing of a single time round either
        bool repeats = repetition.Maximum is Repetition.Unlimited or > 1;
        MayExplode |= repetitions > 0 && repetition.Minimum != repetition.Maximum;
        MayNotEnd |= repeats && repetition.Greediness == Greediness.Lazy && repetition.Body.CanBeEmpty;
        DependsOnOrder |= repetition.Greediness == Greediness.Lazy || (repeats && repetition.Body.CanBeEmpty);
        repetitions += repeats ? 1 : 0;
        pattern.Append(possessive ? "(?>" : "").Append(isAtomic ? "(?>" : isUnit ? "" : "(?:");
        Write(repetition.Body);
        if (isAtomic)
        {
            pattern.Append(AlwaysTrue).Append(')');
        }
        else if (repetition.Body is Repetition { Greediness: Greediness.Possessive, Body: OneOf } or Group { Kind: GroupKind.Atomic, Body: Repetition { Body: OneOf } })
        {
            pattern.Insert(pattern.Length - 1, AlwaysTrue);
        }

        pattern.Append(isUnit ? "" : ")");
        pattern.Append((repetition.Minimum, repetition.Maximum) switch
        {
            (0, 1) => "?",
            (0, Repetition.Unlimited) => "*",
            (1, Repetition.Unlimited) => "+",
            (int minimum, Repetition.Unlimited) => FormattableString.Invariant($"{{{minimum},}}"),
            (int minimum, int maximum) => FormattableString.Invariant($"{{{minimum},{maximum}}}"),
        });
        pattern.Append(repetition.Greediness switch { Greediness.Lazy => "?", Greediness.Possessive => ")", _ => "" });
        NeedsBacktracking |= possessive;
        repetitions -= repeats ? 1 : 0;
    }

    private void WriteBackReference(BackReference reference)
    {
        NeedsBacktracking = true;
        if (reference.Number > regex.GroupCount)
        {
            pattern.Append("(?!)"); // Java: a reference to a group that does not exist never matches
        }
        else
        {
            pattern.Append(reference.IgnoresCase ? "(?i:" : "(?:");
            pattern.Append(FormattableString.Invariant($"\\k<{reference.Number}>)"));
        }
    }

    private void WriteAssertion(Assertion assertion)
    {
        bool plain = (traits & RelevantTraits(assertion)) == TextTraits.None;
        NeedsBacktracking |= !plain || assertion.Position is Position.EndOfLastMatch or Position.WordBoundary or Position.NotWordBoundary;
        switch (assertion.Position)
        {
            case Position.StartOfText:
                pattern.Append(@"\A");
                break;
            case Position.EndOfText:
                pattern.Append(@"\z");
                break;
            case Position.EndOfLastMatch:
                pattern.Append(@"\G");
                break;
            case Position.StartOfLine:
                pattern.Append(plain ? "(?m:^)"
                    : assertion.OnlyLineFeed ? @"(?<=\A|\n)(?!\z)"
                    : @"(?<=\A|[\n\u0085\u2028\u2029]|\r(?!\n))(?!\z)");
                break;
            case Position.EndOfLine:
                pattern.Append(plain ? "(?m:$)" : $@"(?:(?={AnyTerminatorButLineFeed}|\z)|(?<!\r)(?=\n))");
                break;
            case Position.EndOfTextOrBeforeFinalTerminator:
                pattern.Append(plain ? @"\Z" : $@"(?:(?=(?:\r\n|{AnyTerminatorButLineFeed})?\z)|(?<!\r)(?=\n\z))");
                break;
            default:
                WriteWordBoundary(assertion, plain);
                break;
        }
    }

    private void WriteWordBoundary(Assertion assertion, bool plain)
    {
        bool negated = assertion.Position == Position.NotWordBoundary;
        if (plain)
        {
            // Inside out, as .NET gives up too early on "[^0-9]{1,2}\b".
            pattern.Append(negated ? @"(?!\b)" : @"(?!\B)");
            return;
        }

        // Java 17: letters, digits and '_' make words, and so do the marks that follow a letter or digit.
        string word = Spell(assertion.UnicodeWords ? JavaRegexProperties.UnicodeWord : LetterOrDigit.Union(CodePointSet.Of('_')));
        string marked = Spell(LetterOrDigit) + Spell(Mark) + "+";
        string before = $"{word}|{marked}";
        string after = $"{word}|{Spell(Mark)}(?<={marked})";
        (string first, string second) = negated ? ("=", "!") : ("!", "=");
        pattern.Append(string.Concat("(?:(?<=", before, ")(?", first) + string.Concat(after, ")|(?<!", before, ")(?") + string.Concat(second, after, "))"));
    }

    private string Spell(CodePointSet set)
    {
        var text = new StringBuilder();
        CodePointSetWriter.Write(text, set, (traits & TextTraits.SupplementaryWords) != 0 ? TextTraits.SurrogatePairs : TextTraits.None);
        return text.ToString();
    }
}
