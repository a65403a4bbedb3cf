#if NETSTANDARD2_0
using System.Security.Cryptography;

namespace TwilioSms;

internal static class Sha256Extensions
{
    extension(SHA256)
    {
        public static byte[] HashData(byte[] source)
        {
            using var sha = SHA256.Create();
            return sha.ComputeHash(source);
        }
    }
}
#endif
