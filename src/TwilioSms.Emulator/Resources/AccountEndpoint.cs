using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator.Resources;

/// <summary>The account, its balance and its numbers, to be read.</summary>
internal sealed class AccountEndpoint(TwilioEmulatorOptions options, AccountDirectory accounts)
{
    private const int PageSize = 50;

    private readonly DateTimeOffset started = options.TimeProvider.GetUtcNow();

    public TwilioResponse Account(ResourcePath path, EmulatedAccountStatus status) => Representation.Of(
        200, path.Extension, "Account", writer => AccountResource.Write(writer, path.AccountSid, options.IsTrial, status, started));

    public static TwilioResponse Balance(ResourcePath path) => Representation.Of(200, path.Extension, "Balance", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("account_sid", path.AccountSid);
        // Nothing here costs anything.
        writer.WriteString("balance", "0.00");
        writer.WriteString("currency", "USD");
        writer.WriteEndObject();
    });

    public TwilioResponse Numbers(EmulatedRequest request, ResourcePath path)
    {
        var wanted = request.Query["PhoneNumber"].ToString();
        var numbers = accounts.NumbersOf(path.AccountSid).Where(number => wanted.Length == 0 || number == wanted).ToList();
        return Representation.Of(200, path.Extension, "IncomingPhoneNumbers", writer => new ListPage(request.Path + "?", PageSize, 0, "").Write(
            writer, "incoming_phone_numbers", numbers, (json, number) => Write(json, path.AccountSid, number)));
    }

    public TwilioResponse Number(EmulatedRequest request, ResourcePath path) =>
        accounts.NumbersOf(path.AccountSid).FirstOrDefault(number => SidOf(path.AccountSid, number) == path.Sid) is { } number
            ? Representation.Of(200, path.Extension, "IncomingPhoneNumber", writer => Write(writer, path.AccountSid, number))
            : Representation.Of(TwilioError.NotFound(request.Path), path.Extension);

    /// <summary>The SID of an account's number; it follows from the two.</summary>
    public static string SidOf(string accountSid, string number) =>
        "PN" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(accountSid + number)))[..32];

    private void Write(Utf8JsonWriter writer, string accountSid, string number)
    {
        var sid = SidOf(accountSid, number);
        writer.WriteStartObject();
        writer.WriteString("sid", sid);
        writer.WriteString("account_sid", accountSid);
        writer.WriteString("friendly_name", number);
        writer.WriteString("phone_number", number);
        writer.WriteString("date_created", MessageResource.Date(started));
        writer.WriteString("date_updated", MessageResource.Date(started));
        writer.WriteStartObject("capabilities");
        writer.WriteBoolean("voice", false);
        writer.WriteBoolean("sms", true);
        writer.WriteBoolean("mms", true);
        writer.WriteBoolean("fax", false);
        writer.WriteEndObject();
        writer.WriteString("sms_url", options.InboundWebhook?.OriginalString);
        writer.WriteString("sms_method", "POST");
        writer.WriteString("api_version", MessageResource.ApiVersion);
        writer.WriteString("uri", $"/{MessageResource.ApiVersion}/Accounts/{accountSid}/IncomingPhoneNumbers/{sid}.json");
        writer.WriteEndObject();
    }
}
