using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// What a reader takes for one character (UAX #29), with the rules of Java 17 and Unicode 13: a letter with its accents, a syllable of
/// Hangul jamo, a flag, a family of emoji. As parts of a regular expression, for <c>\X</c> and <c>\b{g}</c>.
/// </summary>
internal static class GraphemeClusters
{
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int SyllablesPerVowel = 28;

    private static readonly CodePointSet Control = Spell(
        CodePointSet.OfCategories(UnicodeCategory.Control, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator, UnicodeCategory.Surrogate),
        "AD 61C 180E 200B 200E-200F 202A-202E 2060-2064 2066-206F FEFF FFF9-FFFB 13430-13438 1BCA0-1BCA3 1D173-1D17A E0001");

    /// <summary>What goes with the character after it.</summary>
    private static readonly CodePointSet Prepended =
        UnicodeRanges.Parse("600-605 6DD 70F 8E2 D4E 110BD 110CD 111C2-111C3 1193F 11941 11A3A 11A84-11A89 11D46");

    /// <summary>What goes with the character before it.</summary>
    private static readonly CodePointSet Extending = Spell(
        CodePointSet.OfCategories(UnicodeCategory.NonSpacingMark, UnicodeCategory.EnclosingMark, UnicodeCategory.SpacingCombiningMark),
        "200C-200D E33 EB3 FF9E-FF9F 1F3FB-1F3FF E0020-E007F",
        "102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D");

    private static readonly CodePointSet Pictographic = UnicodeRanges.Parse(
        "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 2388 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6 25C0 25FB-25FE "
        + "2600-2605 2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2767 "
        + "2795-2797 27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F000-1F0FF 1F10D-1F10F 1F12F 1F16C-1F171 "
        + "1F17E-1F17F 1F18E 1F191-1F19A 1F1AD-1F1E5 1F201-1F20F 1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F "
        + "1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1FAFF "
        + "1FC00-1FFFD");

    private static readonly CodePointSet RegionalIndicators = CodePointSet.Range(0x1F1E6, 0x1F1FF);
    private static readonly CodePointSet Leading = UnicodeRanges.Parse("1100-115F A960-A97C");
    private static readonly CodePointSet Vowels = UnicodeRanges.Parse("1160-11A7 D7B0-D7C6");
    private static readonly CodePointSet Trailing = UnicodeRanges.Parse("11A8-11FF D7CB-D7FB");
    private static readonly CodePointSet Syllables = CodePointSet.Range(FirstSyllable, LastSyllable);
    private static readonly CodePointSet OpenSyllables = FindOpenSyllables();
    private static readonly CodePointSet ClosedSyllables = Syllables.Intersect(OpenSyllables.Complement());

    private static readonly RegexNode LastMatch = At(Position.EndOfLastMatch);
    private static readonly RegexNode Joiner = One(CodePointSet.Of(0x200D));
    private static readonly RegexNode LineFeed = One(CodePointSet.Of('\n'));
    private static readonly RegexNode CarriageReturn = One(CodePointSet.Of('\r'));

    private static readonly RegexNode SyllableEnd = Either(
        All(One(OpenSyllables.Union(Vowels)), Many(One(Vowels)), Many(One(Trailing))),
        All(One(ClosedSyllables), Many(One(Trailing))));

    private static readonly RegexNode Hangul = Either(All(Some(One(Leading)), Maybe(SyllableEnd)), SyllableEnd, Some(One(Trailing)));

    private static readonly RegexNode Family =
        All(One(Pictographic), Many(All(Many(One(Extending)), Joiner, One(Pictographic))), Many(One(Extending)));

    private static readonly RegexNode Plain = All(
        Many(One(Prepended)),
        Either(Hangul, All(One(RegionalIndicators), One(RegionalIndicators)), One(Control.Complement())),
        Many(One(Extending)));

    /// <summary>A whole cluster, <c>\X</c>; nothing of it is given back.</summary>
    internal static RegexNode Cluster { get; } = new GraphemeCluster(
        new Group(GroupKind.Atomic, Either(All(CarriageReturn, LineFeed), Family, Plain, One(CodePointSet.All))));

    /// <summary>
    /// The places between clusters, <c>\b{g}</c>. As in Java 17, only the cluster that starts where the last match ended is looked at: there is
    /// no boundary before or in it, and one at each code point after it.
    /// </summary>
    internal static RegexNode Boundary { get; } = Either(
        At(Position.StartOfText),
        At(Position.EndOfText),
        All(new Group(GroupKind.LookAhead, One(CodePointSet.All)), new Group(GroupKind.NegativeLookAhead, BeforeEndOfFirstCluster())));

    private static Group BeforeEndOfFirstCluster() => Either(
        LastMatch,
        Between(CarriageReturn, LineFeed),
        Between(Either(Family, Plain), One(Extending)),
        Between(Some(One(Prepended)), One(Control.Complement())),
        Between(All(Many(One(Prepended)), Some(One(Leading))), One(Leading.Union(Vowels).Union(Syllables))),
        Between(All(Many(One(Prepended)), Many(One(Leading)), One(OpenSyllables.Union(Vowels)), Many(One(Vowels))), One(Vowels)),
        Between(All(Many(One(Prepended)), Either(All(Many(One(Leading)), SyllableEnd), Some(One(Trailing)))), One(Trailing)),
        Between(All(Many(One(Prepended)), One(RegionalIndicators)), One(RegionalIndicators)),
        Between(All(Family, Joiner), One(Pictographic)));

    /// <summary>A place with something before it, from the end of the last match on, and something after it.</summary>
    private static Group Between(RegexNode before, RegexNode after) =>
        All(new Group(GroupKind.LookBehind, All(LastMatch, before)), new Group(GroupKind.LookAhead, after));

    private static Assertion At(Position position) => new(position, onlyLineFeed: false, unicodeWords: false);

    private static OneOf One(CodePointSet set) => new(set);

    private static Repetition Many(RegexNode node) => new(node, 0, Repetition.Unlimited, Greediness.Greedy);

    private static Repetition Some(RegexNode node) => new(node, 1, Repetition.Unlimited, Greediness.Greedy);

    private static Repetition Maybe(RegexNode node) => new(node, 0, 1, Greediness.Greedy);

    private static Group All(params RegexNode[] nodes) => new(GroupKind.Plain, new Sequence(nodes));

    private static Group Either(params RegexNode[] nodes) => new(GroupKind.Plain, new Alternation(nodes));

    /// <summary>A set without symbolic categories, which are costly where a text has surrogates.</summary>
    private static CodePointSet Spell(CodePointSet categories, string with, string? without = null)
    {
        CodePointSet set = categories.Union(UnicodeRanges.Parse(with));
        return CodePointSet.Of((without is null ? set : set.Intersect(UnicodeRanges.Parse(without).Complement())).ToRanges());
    }

    private static CodePointSet FindOpenSyllables()
    {
        var ends = new List<int>();
        for (int syllable = FirstSyllable; syllable <= LastSyllable; syllable += SyllablesPerVowel)
        {
            ends.Add(syllable);
            ends.Add(syllable);
        }

        return CodePointSet.Of([.. ends]);
    }
}
