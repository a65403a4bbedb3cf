using System.Net;
using TwilioSms.Camunda.Tests.Engine;
using TwilioSms.Camunda.Tests.Worker;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Camunda.Tests.Kills;

/// <summary>What Twilio reports and what people write go on into processes, signed and once.</summary>
public sealed class TellingProcesses : WorkerTest
{
    private readonly Uri address = Loopback.FreeAddress();

    [Theory, CombinedEngines]
    public async Task Reports_come_by_the_number_or_by_a_token_each_status_once(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        using var worker = Start(kind, engine);
        var inputs = Inputs(to: Ann);
        inputs["statusCallback"] = At(kind, "status").ToString();
        var token = Inputs(to: Bob);
        token["statusCallback"] = At(kind, "status?correlation=order-17").ToString();
        await engine.Create(inputs).EndedAsync();
        await engine.Create(token).EndedAsync();

        Twilio.ForwardClock(TimeSpan.FromMinutes(5));

        await UntilAsync(() => engine.Messages.Count(message => Status(message.Variables) == "delivered") == 2);
        engine.Messages.Should().OnlyContain(message => message.Name == "sms-report");
        foreach (var (number, correlation) in new[] { (Ann, Ann), (Bob, "order-17") })
        {
            var sid = Twilio.Messages.Single(message => message.To == number).Sid;
            var told = engine.Messages.Where(message => message.Correlation == correlation).ToList();
            told.Select(message => Status(message.Variables)).Should().OnlyHaveUniqueItems().And.Contain("delivered");
            told.Should().OnlyContain(message => message.Variables["smsReport"]!["messageSid"]!.GetValue<string>() == sid);
            told.Should().OnlyContain(message => kind == EngineKind.Camunda7 || message.Id == $"{sid}/{Status(message.Variables)}");
        }
    }

    [Theory, CombinedEngines]
    public async Task A_reply_comes_by_the_number_of_who_wrote(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        using var worker = Start(kind, engine);
        await engine.Create(Inputs(to: Ann)).EndedAsync();

        using var client = new HttpClient();
        using var answer = await PostSignedAsync(client, At(kind, "messages"), new()
        {
            ["AccountSid"] = Twilio.AccountSid,
            ["MessageSid"] = "SM" + new string('1', 32),
            ["From"] = Ann,
            ["To"] = "+15005550006",
            ["Body"] = "On my way",
            ["NumMedia"] = "0",
        });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var message = engine.Messages.Should().ContainSingle().Subject;
        (message.Name, message.Correlation).Should().Be(("sms-reply", Ann));
        message.Variables["smsReply"]!["body"]!.GetValue<string>().Should().Be("On my way");
        message.Variables["smsReply"]!["from"]!.GetValue<string>().Should().Be(Ann);
    }

    [Theory, CombinedEngines]
    public async Task What_Twilio_did_not_sign_reaches_no_process(EngineKind kind)
    {
        var engine = await StartEngineAsync(kind);
        using var worker = Start(kind, engine);
        await engine.Create(Inputs(to: Ann)).EndedAsync();
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["MessageSid"] = "SM" + new string('1', 32), ["MessageStatus"] = "delivered" });

        using var answer = await client.PostAsync(At(kind, "status"), form, Stop);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        engine.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task What_no_process_of_Camunda_7_waits_for_is_an_error_for_Twilio_to_come_again_after()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda7);
        using var worker = Start(EngineKind.Camunda7, engine);
        await engine.Create(Inputs(to: Ann)).EndedAsync();
        using var client = new HttpClient();

        using var answer = await PostSignedAsync(client, At(EngineKind.Camunda7, "status?correlation=" + Camunda7Server.Nobody), new()
        {
            ["MessageSid"] = "SM" + new string('1', 32),
            ["MessageStatus"] = "delivered",
            ["To"] = Ann,
        });

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Without_a_name_for_the_message_there_is_no_address()
    {
        var engine = await StartEngineAsync(EngineKind.Camunda8);
        var settings = Settings(EngineKind.Camunda8, engine);
        settings.Remove("Camunda8__ReportMessage");
        using var worker = WorkerProcess.Start(Twilio, settings);
        await engine.Create(Inputs(to: Ann)).EndedAsync();
        using var client = new HttpClient();

        using var answer = await PostSignedAsync(client, At(EngineKind.Camunda8, "status"), []);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static string Status(System.Text.Json.Nodes.JsonObject variables) => variables["smsReport"]!["status"]!.GetValue<string>();

    private Uri At(EngineKind kind, string path) => new(address, $"twilio/{kind.ToString().ToLowerInvariant()}/{path}");

#pragma warning disable CA5350 // Twilio signs so.
    private async Task<HttpResponseMessage> PostSignedAsync(HttpClient client, Uri to, Dictionary<string, string> form)
    {
        var signed = to + string.Concat(form.OrderBy(static field => field.Key, StringComparer.Ordinal).Select(static field => field.Key + field.Value));
        var signature = System.Security.Cryptography.HMACSHA1.HashData(
            System.Text.Encoding.UTF8.GetBytes(Twilio.AuthToken), System.Text.Encoding.UTF8.GetBytes(signed));
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(signature));
        return await client.SendAsync(request, Stop);
    }
#pragma warning restore CA5350

    private WorkerProcess Start(EngineKind kind, StandIn engine) => WorkerProcess.Start(Twilio, Settings(kind, engine));

    private Dictionary<string, string> Settings(EngineKind kind, StandIn engine) => new()
    {
        [$"{kind}__Address"] = engine.Address.ToString(),
        [$"{kind}__ReportMessage"] = "sms-report",
        [$"{kind}__ReplyMessage"] = "sms-reply",
        ["Ledger__Sqlite"] = LedgerFile,
        ["ASPNETCORE_URLS"] = address.ToString(),
        ["Logging__LogLevel__Default"] = "Error",
    };
}
