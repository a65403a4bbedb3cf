namespace TwilioSms;

/// <summary>What a row of a ledger stands for: one recipient of what is sent under one idempotency key through one account.</summary>
public readonly struct LedgerKey : IEquatable<LedgerKey>
{
    /// <summary>The key of a row.</summary>
    /// <param name="account">The account SID.</param>
    /// <param name="key">The hash of the idempotency key.</param>
    /// <param name="to">The hash of the recipient's normalised address.</param>
    public LedgerKey(string account, LedgerHash key, LedgerHash to)
    {
        ArgumentNullException.ThrowIfNull(account);
        Account = account;
        Key = key;
        To = to;
    }

    /// <summary>The account SID.</summary>
    public string Account { get; }

    /// <summary>The hash of the idempotency key.</summary>
    public LedgerHash Key { get; }

    /// <summary>The hash of the recipient's normalised address.</summary>
    public LedgerHash To { get; }

    /// <summary>Whether two keys are equal.</summary>
    public static bool operator ==(LedgerKey left, LedgerKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(LedgerKey left, LedgerKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(LedgerKey other) => Key == other.Key && To == other.To && string.Equals(Account, other.Account, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LedgerKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode() ^ (To.GetHashCode() * 31);

    /// <summary>The beginnings of both hashes.</summary>
    public override string ToString() => $"{Key}/{To}";
}
