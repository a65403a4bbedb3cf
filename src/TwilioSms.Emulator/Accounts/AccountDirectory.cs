using System.Collections.Frozen;

namespace TwilioSms.Emulator.Accounts;

/// <summary>The accounts there are, and who owns which sender.</summary>
internal sealed class AccountDirectory
{
    private readonly FrozenDictionary<string, string> tokens;
    private readonly FrozenDictionary<string, FrozenSet<string>> owned;

    public AccountDirectory(TwilioEmulatorOptions options)
    {
        Primary = options.AccountSid;
        List<EmulatedAccount> accounts = [new(options.AccountSid, options.AuthToken), .. options.Accounts];
        foreach (var number in options.OwnedNumbers)
        {
            accounts[0].OwnedNumbers.Add(number);
        }

        tokens = accounts.ToFrozenDictionary(static account => account.Sid, static account => account.AuthToken, StringComparer.Ordinal);
        owned = accounts.ToFrozenDictionary(
            static account => account.Sid, static account => account.OwnedNumbers.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>The account that the API key and the OAuth client belong to.</summary>
    public string Primary { get; }

    public IEnumerable<string> Sids => tokens.Keys;

    /// <summary>The account's token, or null where there is no such account.</summary>
    public string? TokenOf(string accountSid) => tokens.GetValueOrDefault(accountSid);

    /// <summary>The account that lists the sender; the first one for what nobody lists.</summary>
    public string OwnerOf(string sender) => owned.FirstOrDefault(account => account.Value.Contains(sender)).Key ?? Primary;

    public IReadOnlyCollection<string> NumbersOf(string accountSid) => owned[accountSid];

    /// <summary>Whether the account may send from the sender: one of its own, or, where it lists none, one that nobody lists.</summary>
    public Ownership OwnershipOf(string accountSid, string sender) =>
        owned[accountSid].Contains(sender) ? Ownership.Own
        : owned.Any(other => other.Key != accountSid && other.Value.Contains(sender)) ? Ownership.Foreign
        : owned[accountSid].Count == 0 ? Ownership.Own
        : Ownership.Unknown;
}

internal enum Ownership
{
    Own,

    /// <summary>Another account owns it.</summary>
    Foreign,

    /// <summary>Nobody does.</summary>
    Unknown,
}
