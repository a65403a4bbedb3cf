using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CsCheck;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Whatever bytes come, the emulator answers in Twilio's form or hangs up: a 500 would look like Twilio's.</summary>
public sealed class OddRequests : EmulatorTest
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";

    [Theory]
    [InlineData("PUT /emulator/faults", Chunked, "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("PUT /emulator/faults", "Content-Type: text/plain\r\n" + Chunked, "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("PUT /emulator/faults", "Content-Type: application/json\r\n" + Chunked, "zz\r\n")]
    [InlineData("PUT /emulator/faults", "Content-Type: application/json; charset=none\r\nContent-Length: 2\r\n", "{}")]
    [InlineData("POST /emulator/messages", "Content-Length: 0\r\n", "")]
    [InlineData("DELETE /emulator/messages", Chunked, "5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("POST {messages}", Form + Chunked, "b\r\nTo=%2B14155\r\n0\r\n\r\n")]
    [InlineData("POST {messages}", Form + Chunked, "not a length\r\n")]
    [InlineData("POST {messages}", Form + Chunked, "ffffffffff\r\nTo=1\r\n")]
    [InlineData("POST {messages}", Form + "Content-Length: 15\r\n", "&&==&%=%zz&+=%\0")]
    [InlineData("POST {messages}", Form + "Content-Length: 8\r\nContent-Encoding: gzip\r\n", "To=+1415")]
    [InlineData("POST {messages}", "Content-Type: application/x-www-form-urlencoded; charset=utf-99\r\nContent-Length: 8\r\n", "To=+1415")]
    [InlineData("POST {messages}", "Content-Type: multipart/form-data\r\nContent-Length: 4\r\n", "abcd")]
    [InlineData("POST {messages}", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 4\r\n", "--x\r")]
    [InlineData("POST {messages}", "Content-Type: ;;;\r\nContent-Length: 4\r\n", "abcd")]
    [InlineData("POST {messages}", Form + "Expect: 200-maybe\r\nContent-Length: 4\r\n", "abcd")]
    [InlineData("BREW {messages}", "", "")]
    [InlineData("HEAD {messages}", "", "")]
    [InlineData("OPTIONS *", "", "")]
    [InlineData("GET {messages}?PageToken=PA%00&Page=%FF", "", "")]
    [InlineData("GET {messages}?DateSent=9999-12-31&DateSent=x", "", "")]
    [InlineData("GET {messages}?Page=2147483647&PageSize=1000", "", "")]
    [InlineData("GET /2010-04-01/Accounts/%2e%2e/x.json", "", "")]
    [InlineData("GET /2010-04-01/Accounts/.json", "", "")]
    [InlineData("GET //", "", "")]
    public async Task An_odd_request_is_no_failure_of_the_emulator(string line, string headers, string body)
    {
        var answer = await SendAsync(line.Replace("{messages}", Http.Messages, StringComparison.Ordinal), headers, Encoding.Latin1.GetBytes(body));

        answer.Should().NotMatchRegex("^HTTP/1.1 5");
        (await Http.SendAsync()).Status.Should().Be(201, "the emulator serves on");
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_answered_with_413_and_20413()
    {
        var answer = await SendAsync("POST " + Http.Messages, Form + "Content-Length: 5000000\r\n", []);

        answer.Should().StartWith("HTTP/1.1 413").And.Contain("\"code\":20413");
    }

    [Fact]
    public async Task A_chunked_form_sends_a_message()
    {
        const string form = "To=%2B14155550111&From=%2B14155550100&Body=Hello";

        var answer = await SendAsync(
            "POST " + Http.Messages, Form + Chunked, Encoding.ASCII.GetBytes($"{form.Length:x}\r\n{form}\r\n0\r\n\r\n"));

        answer.Should().StartWith("HTTP/1.1 201");
        Twilio.Messages.Should().ContainSingle().Which.Body.Should().Be("Hello");
    }

    [Fact]
    public async Task A_multipart_form_sends_a_message()
    {
        using var to = new StringContent(TwilioHttp.To);
        using var from = new StringContent(TwilioHttp.From);
        using var body = new StringContent("Hello");
        using var form = new MultipartFormDataContent { { to, "To" }, { from, "From" }, { body, "Body" } };

        (await Http.RequestAsync(HttpMethod.Post, Http.Messages, form)).Status.Should().Be(201);
    }

    [Fact]
    public async Task Random_bytes_are_no_failure_either()
    {
        string[] lines = ["POST " + Http.Messages, "GET " + Http.Messages, "PUT /emulator/faults", "POST /emulator/messages", "POST /v2/token"];
        string[] types = [Form, "Content-Type: application/json\r\n", "Content-Type: multipart/form-data; boundary=x\r\n", ""];
        var requests =
            from line in Gen.Int[0, lines.Length - 1].Select(n => lines[n])
            from type in Gen.Int[0, types.Length - 1].Select(n => types[n])
            from body in Gen.OneOf(Gen.Byte.Array[0, 200], Gen.String[Gen.Char["{}[]\":,To=&%+0aé\0-x\r\n"], 0, 200].Select(Encoding.UTF8.GetBytes))
            select (line, type, body);

        await requests.SampleAsync(
            async request =>
            {
                var length = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {request.body.Length}\r\n");
                (await SendAsync(request.line, request.type + length, request.body)).Should().NotMatchRegex("^HTTP/1.1 5");
            },
            iter: 300,
            threads: 1);
    }

    private async Task<string> SendAsync(string line, string headers, byte[] body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Twilio.BaseAddress.Host, Twilio.BaseAddress.Port, TestContext.Current.CancellationToken);
        var credentials = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Twilio.AccountSid}:{Twilio.AuthToken}"));
        var head = $"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic {credentials}\r\n{headers}\r\n";
        await using var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. body], TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return "hung up";
        }
    }
}
