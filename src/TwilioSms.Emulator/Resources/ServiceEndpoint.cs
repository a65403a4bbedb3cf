using System.Text.Json;
using TwilioSms.Emulator.Accounts;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Resources;

/// <summary>
/// Messaging Services and the numbers and names in their pools, as <c>https://messaging.twilio.com/v1/Services</c> has them: made,
/// listed, read, deleted.
/// </summary>
internal sealed class ServiceEndpoint(TwilioEmulatorOptions options, AccountDirectory accounts, MessagingServices services)
{
    private const string Root = "/v1/Services";
    private const string Json = ".json";
    private const int PageSize = 50;

    public static bool Owns(EmulatedRequest request) =>
        request.Path == Root || request.Path.StartsWith(Root + "/", StringComparison.Ordinal);

    public TwilioResponse Answer(EmulatedRequest request, string accountSid)
    {
        var names = request.Path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            return request.Method switch
            {
                "GET" => List(request, "services", services.Of(accountSid).ToList(), WriteService),
                "POST" => Create(request, accountSid),
                _ => Refuse(TwilioError.MethodNotAllowed(request)),
            };
        }

        if (!services.TryFind(names[0], out var service) || service.AccountSid != accountSid)
        {
            return Refuse(TwilioError.NotFound(request.Path));
        }

        return (request.Method, names[1..]) switch
        {
            ("GET", []) => One(200, writer => WriteService(writer, service)),
            ("DELETE", []) => Delete(service),
            ("GET", ["PhoneNumbers"]) => List(request, "phone_numbers", Pool(service, names: false), (json, sender) => WriteSender(json, service, sender)),
            ("GET", ["AlphaSenders"]) => List(request, "alpha_senders", Pool(service, names: true), (json, sender) => WriteSender(json, service, sender)),
            ("POST", ["PhoneNumbers"]) => AddNumber(request, service),
            ("POST", ["AlphaSenders"]) => AddName(request, service),
            ("DELETE", ["PhoneNumbers" or "AlphaSenders", var sid]) => RemoveSender(request, service, sid),
            _ => Refuse(TwilioError.NotFound(request.Path)),
        };
    }

    private TwilioResponse Create(EmulatedRequest request, string accountSid)
    {
        if (!request.Gives("FriendlyName"))
        {
            return Refuse(TwilioError.InvalidParameter("FriendlyName"));
        }

        var service = new MessagingService(Sid.New("MG"), accountSid, request["FriendlyName"], [], options.TimeProvider.GetUtcNow());
        services.Put(service);
        return One(201, writer => WriteService(writer, service));
    }

    private TwilioResponse Delete(MessagingService service)
    {
        services.Remove(service.Sid);
        return TwilioResponse.NoContent;
    }

    private TwilioResponse AddNumber(EmulatedRequest request, MessagingService service)
    {
        var number = accounts.NumbersOf(service.AccountSid)
            .FirstOrDefault(number => AccountEndpoint.SidOf(service.AccountSid, number) == request["PhoneNumberSid"]);
        return number is null ? Refuse(new TwilioError(21421, "Phone Number is invalid"))
            : service.Senders.Contains(number) ? Refuse(new TwilioError(21710, "Phone Number or Short Code is already in the Messaging Service.", 409))
            : services.WithSender(number) is not null
                ? Refuse(new TwilioError(21712, "Phone Number or Short Code is associated with another Messaging Service.", 409))
            : Add(service, number);
    }

    private TwilioResponse AddName(EmulatedRequest request, MessagingService service) =>
        SenderName.Is(request["AlphaSender"])
            ? Add(service, request["AlphaSender"])
            : Refuse(new TwilioError(21709, "Alpha Sender ID is Invalid or Not Authorized for this Messaging Service"));

    private TwilioResponse Add(MessagingService service, string sender)
    {
        services.Put(service with { Senders = service.Senders.Add(sender) });
        return One(201, writer => WriteSender(writer, service, sender));
    }

    private TwilioResponse RemoveSender(EmulatedRequest request, MessagingService service, string sid)
    {
        if (service.Senders.FirstOrDefault(sender => SidOf(service, sender) == sid) is not { } found)
        {
            return Refuse(TwilioError.NotFound(request.Path));
        }

        services.Put(service with { Senders = service.Senders.Remove(found) });
        return TwilioResponse.NoContent;
    }

    private static List<string> Pool(MessagingService service, bool names) =>
        [.. service.Senders.Where(sender => SenderName.Is(sender) == names && ChannelAddress.SchemeOf(sender).Length == 0)];

    private static string SidOf(MessagingService service, string sender) =>
        SenderName.Is(sender) ? "AI" + AccountEndpoint.SidOf(service.Sid, sender)[2..] : AccountEndpoint.SidOf(service.AccountSid, sender);

    private static void WriteService(Utf8JsonWriter writer, MessagingService service)
    {
        var url = $"https://messaging.twilio.com{Root}/{service.Sid}";
        writer.WriteStartObject();
        writer.WriteString("sid", service.Sid);
        writer.WriteString("account_sid", service.AccountSid);
        writer.WriteString("friendly_name", service.FriendlyName);
        writer.WriteString("date_created", service.Created.UtcDateTime);
        writer.WriteString("date_updated", service.Created.UtcDateTime);
        writer.WriteBoolean("sticky_sender", true);
        writer.WriteNumber("validity_period", OptionRules.LongestValidity);
        writer.WriteString("url", url);
        writer.WriteStartObject("links");
        writer.WriteString("phone_numbers", url + "/PhoneNumbers");
        writer.WriteString("alpha_senders", url + "/AlphaSenders");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSender(Utf8JsonWriter writer, MessagingService service, string sender)
    {
        var name = SenderName.Is(sender);
        var sid = SidOf(service, sender);
        writer.WriteStartObject();
        writer.WriteString("sid", sid);
        writer.WriteString("account_sid", service.AccountSid);
        writer.WriteString("service_sid", service.Sid);
        writer.WriteString(name ? "alpha_sender" : "phone_number", sender);
        writer.WriteStartArray("capabilities");
        writer.WriteStringValue("SMS");
        writer.WriteEndArray();
        writer.WriteString("date_created", service.Created.UtcDateTime);
        writer.WriteString("date_updated", service.Created.UtcDateTime);
        writer.WriteString("url", $"https://messaging.twilio.com{Root}/{service.Sid}/{(name ? "AlphaSenders" : "PhoneNumbers")}/{sid}");
        writer.WriteEndObject();
    }

    private static TwilioResponse List<T>(EmulatedRequest request, string name, List<T> items, Action<Utf8JsonWriter, T> write) => One(200, writer =>
    {
        var url = $"https://messaging.twilio.com{request.Path}?PageSize={PageSize}&Page=0";
        writer.WriteStartObject();
        writer.WriteStartObject("meta");
        writer.WriteString("key", name);
        writer.WriteNumber("page", 0);
        writer.WriteNumber("page_size", PageSize);
        writer.WriteString("first_page_url", url);
        writer.WriteNull("previous_page_url");
        writer.WriteString("url", url);
        writer.WriteNull("next_page_url");
        writer.WriteEndObject();
        writer.WriteStartArray(name);
        items.ForEach(item => write(writer, item));
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static TwilioResponse One(int status, Action<Utf8JsonWriter> write) => Representation.Of(status, Json, "Service", write);

    private static TwilioResponse Refuse(TwilioError error) => Representation.Of(error, Json);
}
