namespace TwilioSms.Segments;

/// <summary>The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1).</summary>
internal static class Gsm7
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>The septets that <paramref name="character"/> takes: 1, 2 with its escape, or 0 where the alphabet has it not.</summary>
    public static int Septets(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= ' ' and <= '#') or (>= '%' and <= '?') ? 1
        : Basic.AsSpan().IndexOf(character) >= 0 ? 1
        : Extension.AsSpan().IndexOf(character) >= 0 ? 2
        : 0;

    /// <summary>Where the first character is that the alphabet has not, from <paramref name="start"/> on; -1 where there is none.</summary>
    public static int IndexOfOther(string text, int start = 0)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (Septets(text[i]) == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
