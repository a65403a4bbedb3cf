namespace TwilioSms;

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
}
