using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms;

const string Sid = "SM00000000000000000000000000000001";

// Sends one templated message from a natively compiled program to a server of a few lines, and looks at what arrived.
using var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
#pragma warning disable CA2025 // Awaited below, before the listener is disposed of.
var received = ReceiveAsync(listener);
#pragma warning restore CA2025

var services = new ServiceCollection();
services.AddTwilioConnector(options =>
{
    options.Account = "AC" + new string('0', 32);
    options.Token = "token";
    options.BaseAddress = new Uri($"http://{listener.LocalEndpoint}");
});
await using var provider = services.BuildServiceProvider();
var result = await provider.GetRequiredService<ISmsSender>().SendAsync(new SmsMessage
{
    From = "+15005550006",
    To = ["+14155550100"],
    Body = "Hi ${name?cap_first}, <#list items as item>${item?counter}. ${item}<#sep>, </#list>: ${total?string('0.00')}",
    Metadata = JsonElement.Parse("""{"name":"ann","items":["mug","poster"],"total":19.5}"""),
});

var form = await received;
var expected = "Body=" + Uri.EscapeDataString("Hi Ann, 1. mug, 2. poster: 19.50").Replace("%20", "+", StringComparison.Ordinal);
if (result.Outcomes[0].MessageSid != Sid || !form.Contains(expected, StringComparison.Ordinal))
{
    await Console.Error.WriteLineAsync($"The smoke run failed: {result}; expected {expected}, received {form}");
    return 1;
}

Console.WriteLine($"NativeAOT smoke: {result}");
return await LedgerSmoke.RunAsync() && await WebhookSmoke.RunAsync() ? 0 : 1;

static async Task<string> ReceiveAsync(TcpListener listener)
{
    using var client = await listener.AcceptTcpClientAsync();
    var stream = client.GetStream();
    var buffer = new byte[64 * 1024];
    var filled = 0;
    string text;
    do
    {
        filled += await stream.ReadAsync(buffer.AsMemory(filled));
        text = Encoding.UTF8.GetString(buffer, 0, filled);
    }
    while (!text.EndsWith("&To=%2B14155550100", StringComparison.Ordinal));

    const string body = $$"""{"sid":"{{Sid}}","status":"queued","num_segments":"1"}""";
    await stream.WriteAsync(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    return text;
}
