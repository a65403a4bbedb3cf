#if NETSTANDARD2_0
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TwilioSms;

internal static class CryptographyExtensions
{
    extension(SHA256)
    {
        public static byte[] HashData(ReadOnlySpan<byte> source)
        {
            using var sha = SHA256.Create();
            return sha.ComputeHash(source.ToArray());
        }
    }

    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) =>
            string.Concat(bytes.Select(static value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}

internal static class CryptographicOperations
{
    // Neither inlined nor optimised, so that no compiler finds an early way out.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static bool FixedTimeEquals(byte[] left, byte[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        var difference = 0;
        for (var i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
#endif
