using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using TwilioSms.Activiti.Tests.Engine;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Activiti.Tests.Worker;

/// <summary>Requests in, answers out, through a real broker.</summary>
public sealed class AnsweringRequests(RabbitServer server) : WorkerTest(server)
{
    [Fact]
    public async Task A_request_is_sent_and_its_result_names_each_message_and_its_number()
    {
        await StartWorkerAsync();
        var request = RuntimeBundle.Request();
        var context = request["integrationContext"]!;

        var answer = await Engine.AskAsync(request);

        answer.IsResult.Should().BeTrue();
        answer.ExecutionId.Should().Be(context["executionId"]!.GetValue<string>());
        answer.ClientId.Should().Be("Task_0a1cgxd");
        Twilio.Messages.Select(message => message.To).Should().BeEquivalentTo("+15558675310", "+15558675311");
        Twilio.Messages.Should().OnlyContain(message => message.Body == "Hello Lee" && message.From == "+15005550006");
        answer.SmsResult.Should().BeEquivalentTo(Twilio.Messages.ToDictionary(message => message.Sid, message => message.To));
        answer.Headers["targetAppName"].Should().Be("my-app");
        answer.Headers["targetService"].Should().Be("rb-my-app");
        answer.Headers["resultDestination"].Should().Be("integrationResult_rb-my-app");
        answer.Headers["errorDestination"].Should().Be("integrationError_rb-my-app");
    }

    [Fact]
    public async Task An_answer_repeats_the_context_and_the_request_for_the_audit_of_older_engines()
    {
        await StartWorkerAsync();
        var request = RuntimeBundle.Request();

        var answer = await Engine.AskAsync(request);

        var given = request["integrationContext"]!.AsObject();
        var echo = JsonNode.Parse(answer.Context.GetRawText())!.AsObject();
        given.Remove("outBoundVariables");
        echo.Remove("outBoundVariables");
        JsonNode.DeepEquals(echo, given).Should().BeTrue();
        answer.Body.GetProperty("integrationRequest").GetProperty("resultDestination").GetString().Should().Be("integrationResult_rb-my-app");
    }

    [Fact]
    public async Task The_inputs_stay_out_of_the_answer_where_that_is_asked_for()
    {
        await StartWorkerAsync(options => options.EchoInputs = false);

        var answer = await Engine.AskAsync(RuntimeBundle.Request(to: ["+15558675310"]));

        answer.IsResult.Should().BeTrue();
        answer.Body.TryGetProperty("integrationRequest", out _).Should().BeFalse();
        answer.Context.TryGetProperty("inBoundVariables", out _).Should().BeFalse();
        answer.Body.GetRawText().Should().NotContain("Hello").And.NotContain("fullName");
    }

    [Fact]
    public async Task A_refusal_is_a_BPMN_error_by_its_name()
    {
        await StartWorkerAsync();

        var answer = await Engine.AskAsync(RuntimeBundle.Request(to: ["+15005550001"]));

        answer.IsBpmnError.Should().BeTrue();
        answer.ErrorCode.Should().Be("INVALID_TO_PHONE_NUMBER_ERROR");
        answer.ErrorMessage.Should().NotContain("15005550001");
    }

    [Theory]
    [InlineData("smsTo", "MISSING_INPUT")]
    [InlineData("smsBody", "MISSING_INPUT")]
    public async Task An_input_that_is_missing_is_a_BPMN_error(string input, string code)
    {
        await StartWorkerAsync();

        var answer = await Engine.AskAsync(RuntimeBundle.Request(change: request => Inputs(request).Remove(input)));

        answer.IsBpmnError.Should().BeTrue();
        answer.ErrorCode.Should().Be(code);
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task Variables_without_types_and_envelopes_of_newer_engines_are_read()
    {
        await StartWorkerAsync();
        var request = RuntimeBundle.Request(change: request =>
        {
            request.Remove("resultDestination");
            request.Remove("errorDestination");
            request["somethingNew"] = new JsonObject { ["deep"] = true };
            request["integrationContext"]!["inBoundVariables"] = new JsonObject
            {
                ["smsFrom"] = "+15005550006",
                ["smsTo"] = new JsonArray("+15558675310", "+15558675311"),
                ["smsBody"] = "You owe ${amount}, ${name}.",
                ["metadata"] = new JsonObject { ["amount"] = 3, ["name"] = "Ann" },
            };
        });

        var answer = await Engine.AskAsync(request);

        answer.IsResult.Should().BeTrue();
        answer.SmsResult.Should().HaveCount(2);
        Twilio.Messages.Should().OnlyContain(message => message.Body == "You owe 3, Ann.");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("gzip:UTF-8")]
    [InlineData("deflate")]
    public async Task A_compressed_request_is_read(string contentEncoding)
    {
        await StartWorkerAsync();
        var request = RuntimeBundle.Request(to: ["+15558675310"]);

        await Engine.PublishAsync(Compress(request.ToJsonString(), contentEncoding), contentEncoding: contentEncoding);

        (await Engine.NextAsync(request["integrationContext"]!["id"]!.GetValue<string>())).IsResult.Should().BeTrue();
    }

    [Fact]
    public async Task A_request_that_grows_beyond_bounds_when_inflated_is_a_technical_error_and_not_sent()
    {
        await StartWorkerAsync(options => options.MaxRequestBytes = 64 * 1024);
        var request = RuntimeBundle.Request(body: new string('a', 20_000_000));

        await Engine.PublishAsync(Compress(request.ToJsonString(), "gzip"), id: "bomb", contentEncoding: "gzip");

        var answer = await Engine.NextAsync("bomb");
        answer.IsTechnicalError.Should().BeTrue();
        answer.ErrorMessage.Should().Contain("MaxRequestBytes");
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task A_request_of_another_connector_is_a_technical_error_and_not_sent()
    {
        await StartWorkerAsync();
        var request = RuntimeBundle.Request(change: request => request["integrationContext"]!["connectorType"] = "twilio-connector.CALL");

        await Engine.PublishAsync(request, connectorType: "twilio-connector.CALL");

        var answer = await Engine.NextAsync();
        answer.IsTechnicalError.Should().BeTrue();
        answer.ErrorMessage.Should().Contain("another connector");
        Twilio.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{\"integrationContext\":")]
    [InlineData("[]")]
    [InlineData("{\"integrationContext\":{\"inBoundVariables\":{}}}")]
    public async Task A_request_that_cannot_be_read_is_answered_by_its_headers_and_does_not_come_again(string body)
    {
        var worker = await StartWorkerAsync();

        await Engine.PublishAsync(Encoding.UTF8.GetBytes(body), id: "broken");

        var answer = await Engine.NextAsync("broken");
        answer.IsTechnicalError.Should().BeTrue();
        await UntilAsync(async () => await RuntimeBundle.CountAsync(worker, Server) == 0);
    }

    [Fact]
    public async Task A_request_that_nobody_can_be_answered_goes_to_the_dead_letters_and_the_next_is_done()
    {
        var worker = await StartWorkerAsync();

        await Engine.PublishAsync("no JSON"u8.ToArray());

        (await Engine.AskAsync(RuntimeBundle.Request(to: ["+15558675310"]))).IsResult.Should().BeTrue();
        await UntilAsync(async () => await RuntimeBundle.CountAsync(worker, Server) == 0);
    }

    [Fact]
    public async Task Half_a_character_in_an_input_is_an_error_and_not_a_loop()
    {
        await StartWorkerAsync();
        var text = RuntimeBundle.Request(id: "half", body: "HALF").ToJsonString().Replace("HALF", "\\ud83d", StringComparison.Ordinal);

        await Engine.PublishAsync(Encoding.UTF8.GetBytes(text), id: "half");

        (await Engine.NextAsync("half")).IsResult.Should().BeFalse();
        Twilio.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task The_trace_of_the_process_goes_on_into_the_send()
    {
        using var spans = new EndedSpans();
        await StartWorkerAsync();
        using var process = new Activity("process");
        process.SetIdFormat(ActivityIdFormat.W3C).Start();

        await Engine.AskAsync(RuntimeBundle.Request(to: ["+15558675310"]));

        await UntilAsync(() => Task.FromResult(spans.All.Count(span => span.TraceId == process.TraceId) == 3));
        spans.All.Where(span => span.TraceId == process.TraceId).Select(span => span.OperationName).Should().BeEquivalentTo("POST", "send", "process");
    }

    private static JsonObject Inputs(JsonObject request) => request["integrationContext"]!["inBoundVariables"]!.AsObject();

    private static byte[] Compress(string text, string contentEncoding)
    {
        using var compressed = new MemoryStream();
        using (var deflating = contentEncoding == "deflate"
            ? (Stream)new ZLibStream(compressed, CompressionLevel.Fastest)
            : new GZipStream(compressed, CompressionLevel.Fastest))
        {
            deflating.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
