using System.Buffers.Binary;

namespace TwilioSms;

/// <summary>32 bytes of a keyed hash (HMAC-SHA256), by which a ledger knows an idempotency key, a number, a content or a text without
/// holding it.</summary>
public readonly struct LedgerHash : IEquatable<LedgerHash>, IComparable<LedgerHash>
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Length = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <summary>A hash out of its bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ArgumentException">They are not 32.</exception>
    public LedgerHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A hash has {Length} bytes.", nameof(bytes));
        }

        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(8));
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(16));
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(24));
    }

    /// <summary>Whether two hashes are equal.</summary>
    public static bool operator ==(LedgerHash left, LedgerHash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(LedgerHash left, LedgerHash right) => !left.Equals(right);

    /// <summary>Whether the left one comes first.</summary>
    public static bool operator <(LedgerHash left, LedgerHash right) => left.CompareTo(right) < 0;

    /// <summary>Whether the right one comes first.</summary>
    public static bool operator >(LedgerHash left, LedgerHash right) => left.CompareTo(right) > 0;

    /// <summary>Whether the right one does not come first.</summary>
    public static bool operator <=(LedgerHash left, LedgerHash right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come first.</summary>
    public static bool operator >=(LedgerHash left, LedgerHash right) => left.CompareTo(right) >= 0;

    /// <summary>The bytes of the hash, as a database keeps them.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), fourth);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(LedgerHash other) => first == other.first && second == other.second && third == other.third && fourth == other.fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LedgerHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => first.GetHashCode();

    /// <summary>Compares as databases compare bytes, so that rows are locked in one order everywhere.</summary>
    public int CompareTo(LedgerHash other) =>
        first.CompareTo(other.first) is not 0 and var byFirst ? byFirst
        : second.CompareTo(other.second) is not 0 and var bySecond ? bySecond
        : third.CompareTo(other.third) is not 0 and var byThird ? byThird
        : fourth.CompareTo(other.fourth);

    /// <summary>The first bytes in hexadecimal digits: enough to tell hashes apart in a log.</summary>
    public override string ToString() => FormattableString.Invariant($"{first:x16}...");
}
