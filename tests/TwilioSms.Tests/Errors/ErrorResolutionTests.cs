using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Errors;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Errors;

public sealed class ErrorResolutionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> StatusNames
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (status, error) in TwilioErrorFacts.StatusNames)
            {
                data.Add(status, error);
            }

            return data;
        }
    }

    [Fact]
    public async Task Every_synchronous_twilio_code_becomes_the_error_that_the_facts_say()
    {
        var facts = TwilioErrorFacts.Synchronous.ToDictionary(fact => fact.Code);
        await using var twilio = TwilioStub.Start(request => facts[CodeOf(request)] is var fact ? StubAnswer.Error(fact.Status, fact.Code) : null!);
        await using var services = Account.Connect(twilio);

        var resolved = new Dictionary<int, (int Code, int Status, string Error)>();
        foreach (var code in facts.Keys)
        {
            var error = await FailAsync(services, NumberFor(code));
            resolved[code] = (error.TwilioCode!.Value, (int)error.StatusCode!.Value, error.Code.ToWireName());
            error.MoreInfo.Should().Be(new Uri($"https://www.twilio.com/docs/errors/{code}"));
            error.RequestId.Should().Be(StubAnswer.RequestId);
            error.Message.Should().Contain(TwilioCode.Find(code)!.Meaning).And.EndWith($"See https://www.twilio.com/docs/errors/{code}.");
            error.IsTransient.Should().Be(!TwilioErrorFacts.TransienceOf(code).StartsWith("no", StringComparison.Ordinal), "{0} is so", code);
        }

        resolved.Should().HaveCount(167).And.Equal(facts);
        var triedAgain = twilio.Requests.CountBy(CodeOf).Where(count => count.Value > 1).Select(count => count.Key);
        triedAgain.Should().BeEquivalentTo(facts.Values
            .Where(fact => fact.Status == 429 && TwilioErrorFacts.TransienceOf(fact.Code).StartsWith("yes", StringComparison.Ordinal))
            .Select(fact => fact.Code));
    }

    [Fact]
    public async Task Codes_that_cannot_answer_a_message_leave_the_http_status_its_own_name()
    {
        await using var twilio = TwilioStub.Start(request => StubAnswer.Error(400, CodeOf(request)));
        await using var services = Account.Connect(twilio);

        foreach (var (code, _, _) in TwilioErrorFacts.Others)
        {
            var error = await FailAsync(services, NumberFor(code));
            error.Code.Should().Be(SmsErrorCode.BadRequest, "{0} is not a synchronous code", code);
            error.TwilioCode.Should().Be(code);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task For_a_code_that_is_not_listed_the_reader_is_sent_to_it_and_to_no_proxy(int status)
    {
        var error = await FailAsync(StubAnswer.Error(status, 29999));

        error.Message.Should().Be($"Twilio refused the request with error 29999 (HTTP {status}). Read TwilioCode and MoreInfo. See https://www.twilio.com/docs/errors/29999.");
    }

    [Theory]
    [InlineData(503, 20503)]
    [InlineData(503, null)]
    [InlineData(500, 20500)]
    [InlineData(502, null)]
    [InlineData(408, null)]
    [InlineData(503, 29999)]
    public async Task Nobody_is_advised_to_send_again_what_may_have_been_accepted(int status, int? code)
    {
        var error = await FailAsync(code is { } number ? StubAnswer.Error(status, number) : StubAnswer.Text(status, "", "text/html"));

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        error.Message.Should().Contain("may have been accepted: look it up").And.NotContain("Wait, then send");
    }

    [Theory]
    [InlineData(20429)]
    [InlineData(null)]
    public async Task What_was_refused_for_haste_may_be_sent_again_later(int? code)
    {
        var error = await FailAsync(code is { } number ? StubAnswer.Error(429, number) : StubAnswer.Text(429, "", "text/html"));

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
        error.Message.Should().Contain("Wait, then send again.").And.NotContain("look it up");
    }

    [Theory]
    [MemberData(nameof(StatusNames))]
    public async Task A_status_without_a_code_has_its_own_name(int status, string name)
    {
        var error = await FailAsync(StubAnswer.Json(status, "{}"));

        error.Code.ToWireName().Should().Be(name);
        error.Should().BeOfType<TwilioHttpException>();
        ((int?)error.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData(401, "AUTHENTICATION_CONNECTION_ERROR")]
    [InlineData(403, "PERMISSION_DENIED_ERROR")]
    public async Task Error_20003_is_authentication_under_401_and_permission_under_403(int status, string name)
    {
        var error = await FailAsync(StubAnswer.Error(status, 20003, "Authenticate"));

        error.Code.ToWireName().Should().Be(name);
    }

    [Theory]
    [InlineData("""{"code":20429,"message":"Too Many Requests","status":429}""")]
    [InlineData("""{"code":21211,"message":"A code of another error","status":429}""")]
    [InlineData("")]
    public async Task A_429_is_a_transient_SERVICE_UNAVAILABLE_with_its_real_status(string body)
    {
        var error = await FailAsync(StubAnswer.Json(429, body));

        error.Code.Should().Be(SmsErrorCode.ServiceUnavailable);
        error.IsTransient.Should().BeTrue();
        error.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    public async Task The_wait_that_an_answer_asks_for_is_kept(string header, int seconds)
    {
        var error = await FailAsync(StubAnswer.Text(429, "", "application/json", header));

        error.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData(418)]
    [InlineData(451)]
    [InlineData(599)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_status_without_a_name_is_UNKNOWN_ERROR_with_the_status_kept(int status)
    {
        var error = await FailAsync(StubAnswer.Text(status, "", "text/plain", "Location: https://example.com/"));

        error.Code.Should().Be(SmsErrorCode.UnknownError);
        ((int?)error.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task A_redirect_is_never_followed()
    {
        await using var elsewhere = TwilioStub.Start();
        await using var twilio = TwilioStub.Start(StubAnswer.Text(307, "", "text/plain", $"Location: {elsewhere.BaseAddress}stolen"));
        await using var services = Account.Connect(twilio);

        await FailAsync(services, Account.To);

        elsewhere.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("text/html", "<html><body><h1>400 Bad Request</h1></body></html>")]
    [InlineData("application/json", "")]
    [InlineData("application/json", """{"code":21211,"message":"cut o""")]
    [InlineData("application/json", """["21211"]""")]
    [InlineData("application/json", """{"code":{"no":"number"},"message":7,"more_info":"not a link"}""")]
    [InlineData("application/json", """{"code":99999999999}""")]
    public async Task A_body_that_says_nothing_leaves_the_http_status_its_own_name(string contentType, string body)
    {
        var error = await FailAsync(StubAnswer.Text(400, body, contentType));

        error.Code.Should().Be(SmsErrorCode.BadRequest);
        error.TwilioCode.Should().BeNull();
        error.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_ends_too_early_leaves_the_http_status_its_own_name()
    {
        var error = await FailAsync(StubAnswer.Truncated(400, """{"code":21211}"""));

        error.Code.Should().Be(SmsErrorCode.BadRequest);
    }

    [Fact]
    public async Task A_body_beyond_64_KiB_is_not_read_on()
    {
        var padding = new string(' ', 70_000);

        var error = await FailAsync(StubAnswer.Json(400, $$"""{"code":21211,"message":"{{padding}}"}"""));

        error.Code.Should().Be(SmsErrorCode.BadRequest);
    }

    [Fact]
    public async Task A_large_body_within_the_cap_is_read()
    {
        var padding = new string(' ', 60_000);

        var error = await FailAsync(StubAnswer.Json(400, $$"""{"message":"{{padding}}","code":21211}"""));

        error.Code.Should().Be(SmsErrorCode.InvalidToPhoneNumberError);
    }

    [Theory]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("text/plain; charset=utf-16")]
    public async Task The_charset_that_an_error_claims_does_not_matter_to_its_json(string contentType)
    {
        var error = await FailAsync(StubAnswer.Text(400, """{"code":21211}""", contentType));

        error.Code.Should().Be(SmsErrorCode.InvalidToPhoneNumberError);
    }

    [Fact]
    public async Task A_body_in_another_encoding_leaves_the_http_status_its_own_name()
    {
        var error = await FailAsync(StubAnswer.Bytes(400, Encoding.Unicode.GetBytes("""{"code":21211}"""), "application/json; charset=utf-16"));

        error.Code.Should().Be(SmsErrorCode.BadRequest);
    }

    [Fact]
    public async Task An_error_in_the_form_of_RFC_9457_is_understood()
    {
        var error = await FailAsync(StubAnswer.Text(400,
            """
            {"type":"https://www.twilio.com/docs/api/errors/21211","title":"Invalid 'To' Phone Number","status":400,"code":"21211",
            "detail":"The number is not valid.","instance":"/2010-04-01/Accounts","errors":[{"detail":"To","pointer":"#/To"}]}
            """, "application/problem+json"));

        error.Code.Should().Be(SmsErrorCode.InvalidToPhoneNumberError);
        error.TwilioCode.Should().Be(21211);
        error.TwilioMessage.Should().Be("The number is not valid.");
        error.MoreInfo.Should().Be(new Uri("https://www.twilio.com/docs/api/errors/21211"));
    }

    [Theory]
    [InlineData(201, "")]
    [InlineData(200, "<html></html>")]
    [InlineData(201, """{"sid":null}""")]
    [InlineData(201, """{"sid":"SM1","num_segments":""")]
    [InlineData(204, "")]
    public async Task A_2xx_that_cannot_be_read_is_unknown_and_never_failed(int status, string body)
    {
        var error = await FailAsync(StubAnswer.Json(status, body));

        error.Code.Should().Be(SmsErrorCode.UnknownError);
        ((int?)error.StatusCode).Should().Be(status);
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Theory]
    [InlineData("""{"sid":"$","num_segments":"many","status":7}""")]
    [InlineData("""{"num_segments":{"a":[1,2]},"status":null,"sid":"$"}""")]
    [InlineData("""{"status":"\ud800","sid":"$","more":[{"sid":"x"}]}""")]
    [InlineData("""{"sid":"$","num_segments":""")]
    [InlineData("""{"sid":"$"} and then some""")]
    public async Task A_2xx_whose_SID_can_be_read_is_sent_whatever_else_is_odd_in_it(string body)
    {
        await using var twilio = TwilioStub.Start(StubAnswer.Json(201, body.Replace("$", TwilioStub.SidOf(1), StringComparison.Ordinal)));
        await using var services = Account.Connect(twilio);

        var result = await services.Sender().SendAsync(Account.Message(), Stop);

        result.Outcomes.Single().MessageSid.Should().Be(TwilioStub.SidOf(1));
    }

    [Theory]
    [InlineData("SM1")]
    [InlineData("AC0123456789abcdef0123456789abcdef")]
    [InlineData("SM0123456789abcdef0123456789abcdeg")]
    [InlineData("SM0123456789abcdef0123456789abcdef0")]
    [InlineData("SM\\nDebug 1 Sent to +1555***0009: mess")]
    public async Task What_has_not_the_form_of_a_SID_is_none_and_goes_into_no_log(string sid)
    {
        using var recorder = new Diagnostics.Recorder();
        await using var twilio = TwilioStub.Start(StubAnswer.Json(201, $$"""{"sid":"{{sid}}","status":"queued"}"""));
        await using var services = Account.Connect(
            twilio, build: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorder)));
        var send = () => services.Sender().SendAsync(Account.Message(), Stop);

        var error = (await send.Should().ThrowAsync<TwilioUnknownException>()).Which;

        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        recorder.Lines.Except(recorder.Traced).Should().Contain(line => line.StartsWith("Warning 4", StringComparison.Ordinal))
            .And.NotContain(line => line.Contains(sid, StringComparison.Ordinal) || line.Contains("+1555***0009", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task A_gateways_error_is_unknown_because_the_message_may_have_passed_it(int status)
    {
        var error = await FailAsync(StubAnswer.Text(status, "<html></html>", "text/html"));

        error.IsTransient.Should().BeTrue();
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_refusal_is_failed_and_not_transient(int status)
    {
        var error = await FailAsync(StubAnswer.Text(status, "", "text/html"));

        error.IsTransient.Should().BeFalse();
        error.Result!.Outcomes.Single().State.Should().Be(SmsOutcomeState.Failed);
    }

    private static async Task<TwilioApiException> FailAsync(StubAnswer answer)
    {
        await using var twilio = TwilioStub.Start(answer);
        await using var services = Account.Connect(twilio);
        return await FailAsync(services, Account.To);
    }

    private static async Task<TwilioApiException> FailAsync(IServiceProvider services, string to)
    {
        var send = () => services.Sender().SendAsync(Account.Message(to), Stop);
        return (await send.Should().ThrowAsync<TwilioApiException>()).Which;
    }

    private static string NumberFor(int code) => "+1" + code.ToString("000000000", System.Globalization.CultureInfo.InvariantCulture);

    private static int CodeOf(StubRequest request) => int.Parse(request["To"]![2..], System.Globalization.CultureInfo.InvariantCulture);
}
