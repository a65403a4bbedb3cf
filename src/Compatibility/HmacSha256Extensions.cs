#if NETSTANDARD2_0
using System.Security.Cryptography;

namespace TwilioSms;

internal static class HmacSha256Extensions
{
    extension(HMACSHA256)
    {
        public static byte[] HashData(byte[] key, ReadOnlySpan<byte> source)
        {
            using var hmac = new HMACSHA256(key);
            return hmac.ComputeHash(source.ToArray());
        }
    }
}
#endif
