namespace TwilioSms;

/// <summary>How a text travels: its encoding, and how many segments it takes. Carriers bill by the segment.</summary>
/// <remarks>
/// The rules are those of 3GPP TS 23.038 (the GSM 7 bit default alphabet and its extension table) and TS 23.040 (concatenation):
/// a single segment holds 160 septets or 70 UTF-16 units; in a longer text each segment gives up 7 septets or 3 units to the
/// concatenation header. A character is never split: neither an extension character's escape from its code nor a surrogate pair.
/// </remarks>
public sealed record SmsSegments
{
    private SmsSegments(SmsEncoding encoding, int units, int segments)
    {
        Encoding = encoding;
        Units = units;
        Segments = segments;
    }

    /// <summary>The encoding that the text's characters call for.</summary>
    public SmsEncoding Encoding { get; }

    /// <summary>The length of the text in units of its encoding: septets in GSM-7, UTF-16 code units in UCS-2.</summary>
    public int Units { get; }

    /// <summary>The number of segments; 0 for an empty text.</summary>
    public int Segments { get; }

    /// <summary>Measures <paramref name="text"/> as it is, without Twilio's smart encoding.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static SmsSegments Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        foreach (var character in text)
        {
            if (Gsm7.Septets(character) == 0)
            {
                return Measure(text, SmsEncoding.Ucs2, single: 70, concatenated: 67);
            }
        }

        return Measure(text, SmsEncoding.Gsm7, single: 160, concatenated: 153);
    }

    private static SmsSegments Measure(string text, SmsEncoding encoding, int single, int concatenated)
    {
        var units = 0;
        var segments = 1;
        var used = 0;
        for (var i = 0; i < text.Length;)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var size = encoding == SmsEncoding.Gsm7 ? Gsm7.Septets(text[i]) : pair ? 2 : 1;
            if (used + size > concatenated)
            {
                segments++;
                used = 0;
            }

            used += size;
            units += size;
            i += pair ? 2 : 1;
        }

        return new SmsSegments(encoding, units, units == 0 ? 0 : units <= single ? 1 : segments);
    }
}

/// <summary>The two alphabets a text message can travel in.</summary>
public enum SmsEncoding
{
    /// <summary>The GSM 7 bit default alphabet with its extension table: 160 septets in a single segment.</summary>
    Gsm7,

    /// <summary>16-bit units, as soon as one character is outside GSM-7: 70 units in a single segment.</summary>
    Ucs2,
}
