namespace TwilioSms.Emulator;

/// <summary>A further account that an emulator has, with numbers of its own.</summary>
/// <param name="sid">The account: <c>AC</c> and 32 hexadecimal digits.</param>
/// <param name="authToken">Its token: the password of <paramref name="sid"/> and the key of the signatures of its webhooks.</param>
/// <exception cref="ArgumentException"><paramref name="sid"/> is none, or <paramref name="authToken"/> is empty.</exception>
public sealed class EmulatedAccount(string sid, string authToken)
{
    /// <summary>The account's SID.</summary>
    public string Sid { get; } = TwilioEmulatorOptions.RequireSid(sid, "AC", nameof(sid));

    /// <summary>The account's token.</summary>
    public string AuthToken { get; } = string.IsNullOrEmpty(authToken)
        ? throw new ArgumentException("An account has a token.", nameof(authToken))
        : authToken;

    /// <summary>The senders it owns; see <see cref="TwilioEmulatorOptions.OwnedNumbers"/>.</summary>
    /// <value>The default is empty: every well-formed sender that no other account owns.</value>
    public ICollection<string> OwnedNumbers { get; } = [];

    /// <summary>The SID; never the token.</summary>
    public override string ToString() => Sid;
}
