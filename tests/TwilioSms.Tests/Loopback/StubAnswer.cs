using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TwilioSms.Tests.Loopback;

/// <summary>What the stub does with one request; the result says whether the connection lives on.</summary>
internal sealed class StubAnswer(Func<Socket, Stream, CancellationToken, Task<bool>> write)
{
    public const string RequestId = "RQ0123456789abcdef0123456789abcdef";

    /// <summary>Never answers.</summary>
    public static StubAnswer Silence { get; } = new(async (_, _, stop) =>
    {
        await Task.Delay(Timeout.Infinite, stop);
        return false;
    });

    /// <summary>Resets the connection once the request has been received.</summary>
    public static StubAnswer Reset { get; } = new((socket, _, _) =>
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
        return Task.FromResult(false);
    });

    /// <summary>Twilio's 201 with the whole resource.</summary>
    public static StubAnswer Created(string sid, string? to, string status = "queued", string segments = "1") => Json(201,
        $$"""
        {"account_sid":"{{Account.Sid}}","api_version":"2010-04-01","body":"the text","date_created":"Thu, 24 Aug 2023 05:01:45 +0000",
        "date_sent":null,"date_updated":"Thu, 24 Aug 2023 05:01:45 +0000","direction":"outbound-api","error_code":null,
        "error_message":null,"from":"+15005550006","messaging_service_sid":null,"num_media":"0","num_segments":"{{segments}}",
        "price":null,"price_unit":"USD","sid":"{{sid}}","status":"{{status}}","subresource_uris":{"media":"/x/Media.json"},
        "to":{{JsonSerializer.Serialize(to)}},"uri":"/2010-04-01/Accounts/{{Account.Sid}}/Messages/{{sid}}.json"}
        """);

    /// <summary>Twilio's JSON error.</summary>
    public static StubAnswer Error(int status, int code, string message = "Nothing to say.") => Json(status,
        $$"""{"code":{{code}},"message":{{JsonSerializer.Serialize(message)}},"more_info":"https://www.twilio.com/docs/errors/{{code}}","status":{{status}}}""");

    public static StubAnswer Json(int status, string body) => Text(status, body, "application/json");

    public static StubAnswer Text(int status, string body, string contentType, params string[] headers) =>
        Bytes(status, Encoding.UTF8.GetBytes(body), contentType, headers);

    public static StubAnswer Bytes(int status, byte[] body, string contentType, params string[] headers) =>
        Raw([.. Head(status, body.Length, contentType, headers), .. body]);

    /// <summary>Promises a longer body than it sends, then closes the connection.</summary>
    public static StubAnswer Truncated(int status, string body) => new(async (_, stream, stop) =>
    {
        await stream.WriteAsync(Head(status, body.Length + 100, "application/json", []), stop);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(body), stop);
        return false;
    });

    /// <summary>Sends the head and the first byte of a body, then nothing.</summary>
    public static StubAnswer Stalled(int status) => new(async (_, stream, stop) =>
    {
        await stream.WriteAsync(Head(status, 100, "application/json", []), stop);
        await stream.WriteAsync(new[] { (byte)'{' }, stop);
        await Task.Delay(Timeout.Infinite, stop);
        return false;
    });

    public static StubAnswer Raw(byte[] bytes) => new(async (_, stream, stop) =>
    {
        await stream.WriteAsync(bytes, stop);
        return true;
    });

    /// <summary>The same answer once <paramref name="gate"/> opens.</summary>
    public StubAnswer After(Task gate) => new(async (socket, stream, stop) =>
    {
        await gate.WaitAsync(stop);
        return await write(socket, stream, stop);
    });

    public Task<bool> WriteAsync(Socket socket, Stream stream, CancellationToken stop) => write(socket, stream, stop);

    private static byte[] Head(int status, int length, string contentType, string[] headers) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status} Any\r\nContent-Type: {contentType}\r\nTwilio-Request-Id: {RequestId}\r\n"
        + string.Concat(headers.Select(header => header + "\r\n")) + $"Content-Length: {length}\r\n\r\n");
}
