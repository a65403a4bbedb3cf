using System.Buffers;
using System.Security.Cryptography;

namespace TwilioSms.Emulator.Messages;

/// <summary>Twilio's string identifiers: two letters for the kind and 32 hexadecimal digits.</summary>
internal static class Sid
{
    private const int Digits = 32;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    public static string New(string prefix) => prefix + RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    public static string NewSecret() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    public static bool IsValid(string? value, string prefix) =>
        value is not null
        && value.Length == prefix.Length + Digits
        && value.StartsWith(prefix, StringComparison.Ordinal)
        && !value.AsSpan(prefix.Length).ContainsAnyExcept(Hexadecimal);
}
