using System.Numerics;

namespace TwilioSms.FreeMarker.Model;

/// <summary>Powers of ten, the one table all decimal arithmetic stands on.</summary>
internal static class PowersOfTen
{
    /// <summary>10^18, the highest power of ten a 64-bit integer holds.</summary>
    public const int MaxExponent = 18;

    private static readonly long[] Table = CreateTable();

    /// <summary>10^<paramref name="exponent"/>, for an exponent from 0 to <see cref="MaxExponent"/>.</summary>
    public static long Int64(int exponent) => Table[exponent];

    public static BigInteger Big(int exponent) => exponent <= MaxExponent ? Table[exponent] : BigInteger.Pow(10, exponent);

    /// <summary>The number of decimal digits of <paramref name="value"/>; 1 for 0.</summary>
    public static int CountDigits(long value) => CountDigits(value < 0 ? unchecked((ulong)-value) : (ulong)value);

    /// <inheritdoc cref="CountDigits(long)"/>
    public static int CountDigits(ulong magnitude)
    {
        var digits = 1;
        while (digits <= MaxExponent && magnitude >= (ulong)Table[digits])
        {
            digits++;
        }

        return digits;
    }

    private static long[] CreateTable()
    {
        long[] table = new long[MaxExponent + 1];
        long power = 1;
        for (int i = 0; i < table.Length; i++, power *= 10)
        {
            table[i] = power;
        }

        return table;
    }
}
