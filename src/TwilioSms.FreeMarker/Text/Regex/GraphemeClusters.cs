using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// What a reader takes for one character (UAX #29), with the rules of Java 17 and Unicode 13: a letter with its accents, a syllable of
/// Hangul jamo, a flag, a family of emoji. For <c>\X</c> and <c>\b{g}</c>.
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

    private static readonly CodePointSet Leading = UnicodeRanges.Parse("1100-115F A960-A97C");
    private static readonly CodePointSet Vowels = UnicodeRanges.Parse("1160-11A7 D7B0-D7C6");
    private static readonly CodePointSet Trailing = UnicodeRanges.Parse("11A8-11FF D7CB-D7FB");

    private enum Kind
    {
        Other,
        CarriageReturn,
        LineFeed,
        Control,
        Extending,
        Joiner,
        Prepended,
        Leading,
        Vowel,
        Trailing,
        OpenSyllable,
        ClosedSyllable,
        RegionalIndicator,
        Pictographic,
    }

    /// <summary>Where the cluster ends that starts at <paramref name="start"/>, where there is a character.</summary>
    internal static int End(string text, int start)
    {
        int position = start;
        Kind before = KindAt(text, ref position);
        bool isFamily = before == Kind.Pictographic;
        int indicators = before == Kind.RegionalIndicator ? 1 : 0;
        while (position < text.Length)
        {
            int next = position;
            Kind after = KindAt(text, ref next);
            bool joins = Joins(before, after)
                || (isFamily && before == Kind.Joiner && after == Kind.Pictographic)
                || (indicators % 2 == 1 && before == Kind.RegionalIndicator && after == Kind.RegionalIndicator);
            if (!joins)
            {
                break;
            }

            indicators += after == Kind.RegionalIndicator ? 1 : 0;
            before = after;
            position = next;
        }

        return position;
    }

    private static bool Joins(Kind before, Kind after) => (before, after) switch
    {
        (Kind.CarriageReturn, Kind.LineFeed) => true,
        (Kind.CarriageReturn or Kind.LineFeed or Kind.Control, _) or (_, Kind.CarriageReturn or Kind.LineFeed or Kind.Control) => false,
        (_, Kind.Extending or Kind.Joiner) or (Kind.Prepended, _) => true,
        (Kind.Leading, Kind.Leading or Kind.Vowel or Kind.OpenSyllable or Kind.ClosedSyllable) => true,
        (Kind.Vowel or Kind.OpenSyllable, Kind.Vowel or Kind.Trailing) => true,
        (Kind.Trailing or Kind.ClosedSyllable, Kind.Trailing) => true,
        _ => false,
    };

    private static Kind KindAt(string text, ref int position)
    {
        int c = text[position++];
        if (char.IsHighSurrogate((char)c) && position < text.Length && char.IsLowSurrogate(text[position]))
        {
            c = char.ConvertToUtf32((char)c, text[position++]);
        }

        return c switch
        {
            '\r' => Kind.CarriageReturn,
            '\n' => Kind.LineFeed,
            >= ' ' and < 0x7F => Kind.Other,
            0x200D => Kind.Joiner,
            >= FirstSyllable and <= LastSyllable => (c - FirstSyllable) % SyllablesPerVowel == 0 ? Kind.OpenSyllable : Kind.ClosedSyllable,
            >= 0x1F1E6 and <= 0x1F1FF => Kind.RegionalIndicator,
            _ => Control.Contains(c) ? Kind.Control
                : Extending.Contains(c) ? Kind.Extending
                : Pictographic.Contains(c) ? Kind.Pictographic
                : Prepended.Contains(c) ? Kind.Prepended
                : Leading.Contains(c) ? Kind.Leading
                : Vowels.Contains(c) ? Kind.Vowel
                : Trailing.Contains(c) ? Kind.Trailing
                : Kind.Other,
        };
    }

    private static CodePointSet Spell(CodePointSet categories, string with, string? without = null)
    {
        CodePointSet set = categories.Or(UnicodeRanges.Parse(with));
        return without is null ? set : set.And(UnicodeRanges.Parse(without).Complement());
    }
}
