using System.Buffers;
using System.Text;

namespace TwilioSms.Emulator.Messages;

/// <summary>How many SMS segments a text takes: GSM 03.38 (3GPP TS 23.038) where its alphabet has every character, else UCS-2.</summary>
internal static class SegmentCount
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Basic + Extension);
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Extension);

    public static int Of(string text) => text.AsSpan().ContainsAnyExcept(Gsm) ? Ucs2(text) : Septets(text);

    /// <summary>How many segments a message takes: a multimedia message is one.</summary>
    public static int Of(string text, IReadOnlyList<string> media) => media.Count > 0 ? 1 : Of(text);

    /// <summary>The characters that rule out GSM 03.38, each once, in the order of their first appearance.</summary>
    public static IReadOnlyList<Rune> OutsideGsm(string text) =>
        [.. text.EnumerateRunes().Where(static rune => !rune.IsBmp || !Gsm.Contains((char)rune.Value)).Distinct()];

    /// <summary>How many segments the text would take, were each character outside GSM 03.38 one inside it.</summary>
    public static int InGsm(string text) =>
        Septets(string.Concat(text.EnumerateRunes().Select(static rune => rune.IsBmp && Gsm.Contains((char)rune.Value) ? (char)rune.Value : '.')));

    private static int Septets(string text)
    {
        var widths = new int[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            // A character of the extension table is an escape and a character, and the two are never parted.
            widths[i] = Escaped.Contains(text[i]) ? 2 : 1;
        }

        return Segments(widths, single: 160, part: 153);
    }

    private static int Ucs2(string text)
    {
        var widths = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            widths.Add(rune.Utf16SequenceLength);
        }

        return Segments(widths, single: 70, part: 67);
    }

    private static int Segments(IReadOnlyList<int> widths, int single, int part)
    {
        var (total, segments, room) = (0, 1, part);
        foreach (var width in widths)
        {
            total += width;
            if (width > room)
            {
                segments++;
                room = part;
            }

            room -= width;
        }

        return total <= single ? 1 : segments;
    }
}
