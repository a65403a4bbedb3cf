using System.Globalization;
using System.Text.Json;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Every code that can answer a message: docs/emulator.md says of each whether the emulator answers it by Twilio's rule, or why not.</summary>
public sealed class EveryCode
{
    private const string Owned = "+14155550199";
    private const string Landline = "+493012345678";
    private const string EmptyService = "MGfedcba9876543210fedcba9876543210";
    private const string OtherAccount = "AC0123456789abcdef0123456789abcdef";
    private const string Content = "HX0123456789abcdef0123456789abcdef";

    // What an account may be that refuses the message in question; what is not said is as it is at the start.
    private static readonly Dictionary<int, Action<TwilioEmulatorOptions>> Accounts = new()
    {
        [20429] = options => options.ConcurrencyLimit = 0,
        [21267] = options => options.IsTrial = true,
        [21408] = options => options.PermittedCallingCodes.Add("+49"),
        [21606] = options => options.OwnedNumbers.Add(Owned),
        [21608] = options => options.IsTrial = true,
        [21635] = options => options.Landlines.Add(Landline),
        [21660] = options => options.Accounts.Add(new EmulatedAccount(OtherAccount, "token") { OwnedNumbers = { TwilioHttp.From } }),
        [21667] = options => options.MessagingServices.Add(new EmulatedMessagingService(TwilioHttp.Service) { Senders = { Owned } }),
        [21701] = options => options.MessagingServices.Add(new EmulatedMessagingService(EmptyService)),
        [21703] = options => options.MessagingServices.Add(new EmulatedMessagingService(EmptyService)),
        [21704] = options => options.MessagingServices.Add(new EmulatedMessagingService(TwilioHttp.Service) { Senders = { "rcs:acme" } }),
        [63007] = options => options.OwnedNumbers.Add(Owned),
    };

    private static readonly Dictionary<int, (string, string?)[]> Messages = new()
    {
        [20001] = [("Attempt", "0")],
        [20429] = [],
        [21211] = [("To", "123")],
        [21212] = [("From", "VERIFY")],
        [21218] = [("ApplicationSid", "AP1")],
        [21265] = [("To", "12345")],
        [21266] = [("To", TwilioHttp.From)],
        [21267] = [("From", "ACME"), ("To", "+4915123456789")],
        [21268] = [("To", "+19005550123")],
        [21408] = [],
        [21603] = [("From", null)],
        [21604] = [("To", null)],
        [21606] = [],
        [21608] = [],
        [21609] = [("StatusCallback", "nowhere")],
        [21611] = [("From", "+15005550008")],
        [21612] = [("From", "ACME")],
        [21614] = [("To", "+15005550009")],
        [21617] = [("Body", new string('a', 1601))],
        [21619] = [("Body", null)],
        [21620] = [("MediaUrl", "picture.png")],
        [21623] = [.. Enumerable.Repeat(("MediaUrl", (string?)"https://example.com/1.png"), 11)],
        [21624] = [("ValidityPeriod", "0")],
        [21627] = [("MaxPrice", "cheap")],
        [21635] = [("To", Landline)],
        [21654] = [("ContentVariables", "{}")],
        [21655] = [("ContentSid", "HX1")],
        [21656] = [("Body", null), ("ContentSid", Content), ("ContentVariables", """{"1":null}""")],
        [21658] = [("Body", null), ("ContentSid", Content), ("ContentVariables", $$"""{"1":"{{new string('a', 1601)}}"}""")],
        [21660] = [],
        [21664] = [("MessagingServiceSid", TwilioHttp.Service), ("FallbackFrom", Owned)],
        [21665] = [("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("FallbackFrom", "rcs:acme")],
        [21666] = [("FallbackFrom", Owned)],
        [21667] = [("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("FallbackFrom", Owned)],
        [21701] = [("From", null), ("MessagingServiceSid", TwilioHttp.Service)],
        [21703] = [("From", null), ("MessagingServiceSid", EmptyService)],
        [21704] = [("From", null), ("MessagingServiceSid", TwilioHttp.Service)],
        [21705] = [("MessagingServiceSid", "MG1")],
        [21910] = [("To", "whatsapp:+14155550111")],
        [35111] = [("ScheduleType", "fixed")],
        [35114] = [("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("ScheduleType", "fixed"), ("SendAt", "tomorrow")],
        [35115] = [("From", null), ("MessagingServiceSid", TwilioHttp.Service), ("ScheduleType", "fixed"), ("SendAt", "2000-01-01T00:00:00Z")],
        [35118] = [("ScheduleType", "fixed"), ("SendAt", "2000-01-01T00:00:00Z")],
        [35126] = [("ScheduleType", "sometime")],
        [35127] = [("ContentSid", Content), ("ContentVariables", """{"1":"Ada"}""")],
        [63007] = [("From", "whatsapp:+14155550100"), ("To", "whatsapp:+14155550111")],
        [63031] = [("From", "whatsapp:+14155550111"), ("To", "whatsapp:+14155550111")],
    };

    // What takes more than a message.
    private static readonly Dictionary<int, Func<TwilioEmulator, TwilioHttp, Task<TwilioHttp.Reply>>> Others = new()
    {
        [20003] = (_, http) =>
        {
            http.Authenticate("AC00000000000000000000000000000000", "wrong");
            return http.SendAsync();
        },
        [20004] = (_, http) => http.RequestAsync(HttpMethod.Put, http.Messages),
        [20005] = (twilio, http) =>
        {
            twilio.AccountStatus = EmulatedAccountStatus.Closed;
            return http.SendAsync();
        },
        [20404] = (_, http) => http.PostAsync(http.Account + "/Letters.json"),
        [20413] = (_, http) =>
        {
            http.ExpectContinue();
            return http.SendAsync(("Body", new string('a', 4_194_304)));
        },
        [21610] = async (twilio, http) =>
        {
            await twilio.ReceiveAsync(TwilioHttp.To, TwilioHttp.From, "STOP", cancellationToken: TestContext.Current.CancellationToken);
            return await http.SendAsync();
        },
    };

    public static TheoryData<int> Answered => [.. Messages.Keys.Concat(Others.Keys).Order()];

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task A_code_is_answered_by_its_rule_with_its_status(int code)
    {
        await using var twilio = await TwilioEmulator.StartAsync(
            Accounts.GetValueOrDefault(code, static _ => { }), TestContext.Current.CancellationToken);
        using var http = new TwilioHttp(twilio);

        var reply = await (Others.TryGetValue(code, out var act) ? act(twilio, http) : http.SendAsync(Messages[code]));

        (reply.Status, reply.Code).Should().Be((Statuses()[code], code));
        twilio.Messages.Where(message => message.Direction == EmulatedMessageDirection.OutboundApi).Should().BeEmpty();
    }

    [Fact]
    public void The_page_says_of_every_code_whether_it_is_answered()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data/emulator.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && int.TryParse(cells[1], out _))
            .ToDictionary(cells => int.Parse(cells[1], CultureInfo.InvariantCulture), cells => (Answered: cells[2], Why: cells[3]));

        rows.Keys.Should().BeEquivalentTo(Statuses().Keys);
        rows.Where(row => row.Value.Answered == "yes").Select(row => row.Key).Should().BeEquivalentTo(Messages.Keys.Concat(Others.Keys));
        rows.Values.Should().AllSatisfy(row =>
        {
            row.Answered.Should().BeOneOf("yes", "no");
            row.Why.Should().NotBeEmpty();
        });
    }

    private static Dictionary<int, int> Statuses()
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data/twilio-errors.json")));
        return facts.RootElement.GetProperty("codes").EnumerateArray()
            .Where(code => code.GetProperty("phase").GetString() == "synchronous")
            .ToDictionary(code => code.GetProperty("code").GetInt32(), code => code.GetProperty("httpStatus").GetInt32());
    }
}
