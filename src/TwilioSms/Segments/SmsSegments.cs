using TwilioSms.Segments;

namespace TwilioSms;

/// <summary>How a text travels: its encoding, and how many segments it takes. Carriers bill by the segment.</summary>
/// <remarks>
/// The rules are those of 3GPP TS 23.038 (the GSM 7 bit default alphabet and its extension table) and TS 23.040 (concatenation):
/// a single segment holds 160 septets or 70 UTF-16 units; in a longer text each segment gives up 7 septets or 3 units to the
/// concatenation header. A character is never split: neither an extension character's escape from its code nor a surrogate pair.
/// </remarks>
public sealed class SmsSegments
{
    private readonly string measured;
    private readonly bool smartEncoded;

    private SmsSegments(string measured, bool smartEncoded)
    {
        this.measured = measured;
        this.smartEncoded = smartEncoded;
        Text = smartEncoded ? SmartEncoding.Apply(measured) : measured;
        Encoding = Gsm7.IndexOfOther(Text) < 0 ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2;
        (Units, Segments) = Encoding == SmsEncoding.Gsm7
            ? Measure(Text, Encoding, single: 160, concatenated: 153)
            : Measure(Text, Encoding, single: 70, concatenated: 67);
    }

    /// <summary>The encoding that the text's characters call for.</summary>
    public SmsEncoding Encoding { get; }

    /// <summary>The length of the text in units of its encoding: septets in GSM-7, UTF-16 code units in UCS-2.</summary>
    public int Units { get; }

    /// <summary>The number of segments; 0 for an empty text.</summary>
    public int Segments { get; }

    /// <summary>The text as it travels: with Twilio's replacements where smart encoding was asked for and brings it into GSM-7.</summary>
    public string Text { get; }

    /// <summary>The characters that force <see cref="SmsEncoding.Ucs2"/>, in the order of the text; empty in GSM-7.</summary>
    public IReadOnlyList<SmsUcs2Character> Ucs2Characters => field ??= [.. FindUcs2Characters()];

    /// <summary>Measures a text as it is.</summary>
    /// <param name="text">The text, as rendered.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static SmsSegments Count(string text) => Count(text, smartEncoded: false);

    /// <summary>Measures a text.</summary>
    /// <param name="text">The text, as rendered.</param>
    /// <param name="smartEncoded">Whether Twilio's smart encoding is on (<see cref="SmsMessage.SmartEncoded"/>, or the setting of the
    /// Messaging Service): it replaces look-alike characters, such as typographic quotes, where that brings the whole text into GSM-7.
    /// The replacements are those that Twilio documents; Twilio may extend them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static SmsSegments Count(string text, bool smartEncoded)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SmsSegments(text, smartEncoded);
    }

    /// <summary>The figures; never the text.</summary>
    public override string ToString() => FormattableString.Invariant($"{Encoding}: {Units} units, {Segments} segment(s)");

    private static (int Units, int Segments) Measure(string text, SmsEncoding encoding, int single, int concatenated)
    {
        var units = 0;
        var segments = 1;
        var used = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = LengthAt(text, i);
            var size = encoding == SmsEncoding.Gsm7 ? Gsm7.Septets(text[i]) : length;
            if (used + size > concatenated)
            {
                segments++;
                used = 0;
            }

            used += size;
            units += size;
            i += length;
        }

        return (units, units == 0 ? 0 : units <= single ? 1 : segments);
    }

    private static int LengthAt(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    private IEnumerable<SmsUcs2Character> FindUcs2Characters()
    {
        if (Encoding == SmsEncoding.Gsm7)
        {
            yield break;
        }

        for (var i = Gsm7.IndexOfOther(measured); i >= 0;)
        {
            var length = LengthAt(measured, i);
            if (!smartEncoded || !SmartEncoding.Fits(measured[i]))
            {
                yield return new SmsUcs2Character(measured.Substring(i, length), i);
            }

            i = Gsm7.IndexOfOther(measured, i + length);
        }
    }
}

/// <summary>A character that GSM-7 has not.</summary>
public readonly record struct SmsUcs2Character
{
    internal SmsUcs2Character(string character, int position)
    {
        Character = character;
        Position = position;
    }

    /// <summary>The character: one UTF-16 unit, or a surrogate pair.</summary>
    public string Character { get; }

    /// <summary>Where it begins in the text, in UTF-16 units from 0.</summary>
    public int Position { get; }
}

/// <summary>The two alphabets a text message can travel in.</summary>
public enum SmsEncoding
{
    /// <summary>The GSM 7 bit default alphabet with its extension table: 160 septets in a single segment.</summary>
    Gsm7,

    /// <summary>16-bit units, as soon as one character is outside GSM-7: 70 units in a single segment.</summary>
    Ucs2,
}
