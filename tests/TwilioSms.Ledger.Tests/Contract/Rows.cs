using System.Security.Cryptography;
using System.Text;

namespace TwilioSms.Ledger.Tests.Contract;

/// <summary>Rows as the connector makes them.</summary>
internal static class Rows
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string OtherAccount = "AC00000000000000000000000000000002";
    public const string From = "+14155550100";

    /// <summary>Twilio's clock when the tests begin: whole milliseconds, which every store keeps.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    public static LedgerHash Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Sid(int number) => FormattableString.Invariant($"SM{number:x32}");

    public static LedgerRow Claim(string key = "order-1", string to = "+4915112345678", string account = Account) => new()
    {
        Key = new LedgerKey(account, Hash(key), Hash(to)),
        Endpoint = "https://api.twilio.com:443",
        State = LedgerState.Claimed,
        Token = Guid.NewGuid(),
        SinceTwilio = Noon,
        BeganTwilio = Noon,
        Sender = From,
        Content = Hash("content of " + key),
        Trace = Hash("Hello"),
        To = to,
        CallingCode = "49",
        LookAfter = TimeSpan.FromMinutes(1),
    };

    public static LedgerRow Sent(this LedgerRow row, int message, DateTimeOffset? at = null) => row with
    {
        State = LedgerState.Sent,
        To = "+49151****678",
        MessageSid = Sid(message),
        Status = "queued",
        Reason = null,
        SettledTwilio = at ?? Noon.AddSeconds(1),
        KeepUntilTwilio = (at ?? Noon.AddSeconds(1)).AddDays(30),
        LookAfter = null,
    };

    public static LedgerRow Free(this LedgerRow row, LedgerReason reason) => row with
    {
        State = LedgerState.Free,
        To = "+49151****678",
        Reason = reason,
        Error = reason == LedgerReason.Certain ? SmsErrorCode.InvalidToPhoneNumberError : null,
        TwilioCode = reason == LedgerReason.Certain ? 21211 : null,
        SettledTwilio = Noon.AddSeconds(1),
        LookAfter = null,
    };

    public static LedgerRow Parked(this LedgerRow row, LedgerReason reason = LedgerReason.Ambiguous) => row with
    {
        State = LedgerState.Parked,
        Reason = reason,
        LookAfter = null,
    };

    public static LedgerRow TakenOver(this LedgerRow row) => row with
    {
        Token = Guid.NewGuid(),
        Renewals = row.Renewals + 1,
        BeganTwilio = row.BeganTwilio.AddMinutes(7),
        LookAfter = TimeSpan.FromMinutes(1),
    };
}
