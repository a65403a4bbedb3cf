namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// What a reader takes for one character (UAX #29), with the rules of Java 17 and Unicode 13: a letter with its accents, a syllable of
/// Hangul jamo, a flag, a family of emoji. For <c>\X</c> and <c>\b{g}</c>.
/// </summary>
internal static class GraphemeClusters
{
    private static readonly Lazy<CodePointTable<Kind>> Kinds = new(static () =>
        new(Kind.Other, CodePointRanges.ReadRows("graphemes.txt").Select(static row => (KindOf(row.Name), row.Ranges))));

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

        return c is >= ' ' and < 0x7F ? Kind.Other : Kinds.Value[c];
    }

    private static Kind KindOf(string name) => name switch
    {
        nameof(Kind.CarriageReturn) => Kind.CarriageReturn,
        nameof(Kind.LineFeed) => Kind.LineFeed,
        nameof(Kind.Control) => Kind.Control,
        nameof(Kind.Extending) => Kind.Extending,
        nameof(Kind.Joiner) => Kind.Joiner,
        nameof(Kind.Prepended) => Kind.Prepended,
        nameof(Kind.Leading) => Kind.Leading,
        nameof(Kind.Vowel) => Kind.Vowel,
        nameof(Kind.Trailing) => Kind.Trailing,
        nameof(Kind.OpenSyllable) => Kind.OpenSyllable,
        nameof(Kind.ClosedSyllable) => Kind.ClosedSyllable,
        nameof(Kind.RegionalIndicator) => Kind.RegionalIndicator,
        nameof(Kind.Pictographic) => Kind.Pictographic,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
