using System.Text.Json;

namespace TwilioSms.Emulator.Resources;

/// <summary>The account resource on the wire. Its token is left out: nobody should read it from here.</summary>
internal static class AccountResource
{
    public static void Write(Utf8JsonWriter writer, string accountSid, bool isTrial, EmulatedAccountStatus status, DateTimeOffset created)
    {
        var uri = $"/{MessageResource.ApiVersion}/Accounts/{accountSid}";
        writer.WriteStartObject();
        writer.WriteNull("auth_token");
        writer.WriteString("date_created", MessageResource.Date(created));
        writer.WriteString("date_updated", MessageResource.Date(created));
        writer.WriteString("friendly_name", "Emulated account");
        writer.WriteString("owner_account_sid", accountSid);
        writer.WriteString("sid", accountSid);
        writer.WriteString("status", status switch
        {
            EmulatedAccountStatus.Suspended => "suspended",
            EmulatedAccountStatus.Closed => "closed",
            _ => "active",
        });
        writer.WriteStartObject("subresource_uris");
        writer.WriteString("balance", uri + "/Balance.json");
        writer.WriteString("incoming_phone_numbers", uri + "/IncomingPhoneNumbers.json");
        writer.WriteString("messages", uri + "/Messages.json");
        writer.WriteEndObject();
        writer.WriteString("type", isTrial ? "Trial" : "Full");
        writer.WriteString("uri", uri + ".json");
        writer.WriteEndObject();
    }
}
