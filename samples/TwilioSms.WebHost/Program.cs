using TwilioSms;
using TwilioSms.Emulator;
using TwilioSms.WebHost;

// Sends a message through the host's own endpoint, waits until its delivery is reported, has a phone write and say STOP, and shows what
// happens to a report that somebody else made up. Then the host stays open, unless --once is given.
const string Shop = "+14155550100";
const string Phone = "+14155550111";

TwilioEmulatorOptions emulated = null!;
await using var twilio = await TwilioEmulator.StartAsync(options => emulated = options);
await using var app = SmsHost.Build(
    ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error", .. args], connector => connector.UseEmulator(twilio));
await app.StartAsync();
var address = new Uri(app.Urls.First());
emulated.InboundWebhook = new Uri(address, "/twilio/messages");
using var client = new HttpClient { BaseAddress = address };
Console.WriteLine($"Twilio, emulated: {twilio.BaseAddress}");
Console.WriteLine($"This host:        {address}");

await SendAsync("Your table is ready.");
await foreach (var update in app.Services.GetRequiredService<DeliveryLog>().Updates.ReadAllAsync())
{
    Console.WriteLine($"POST /twilio/status, signed by Twilio   204 {update}");
    if (update.Status == SmsMessageStatus.Delivered)
    {
        break;
    }
}

await twilio.ReceiveAsync(Phone, Shop, "On my way");
Console.WriteLine($"POST /twilio/messages, signed by Twilio 200 {twilio.Messages[^1].Body}");
await twilio.ReceiveAsync(Phone, Shop, "STOP");
await SendAsync("Come again!");

using var forged = new FormUrlEncodedContent([new("MessageSid", twilio.Messages[0].Sid), new("MessageStatus", "failed")]);
forged.Headers.Add(TwilioWebhook.SignatureHeader, "Zm9yZ2VkIGJ5IHNvbWVib2R5IQ==");
using var refused = await client.PostAsync(new Uri("/twilio/status", UriKind.Relative), forged);
Console.WriteLine($"POST /twilio/status, forged             {(int)refused.StatusCode} {refused.StatusCode}");
Console.WriteLine($"GET /messages                           {await client.GetStringAsync(new Uri("/messages", UriKind.Relative))}");
Console.WriteLine($"GET /health                             {await client.GetStringAsync(new Uri("/health", UriKind.Relative))}");

if (!args.Contains("--once"))
{
    Console.WriteLine($"Open until Ctrl+C. Try: curl {address}send --json '{{\"from\":\"{Shop}\",\"to\":\"+14155550122\",\"body\":\"Hi!\"}}'");
    await app.WaitForShutdownAsync();
}

async Task SendAsync(string body)
{
    using var sent = await client.PostAsJsonAsync("/send", new { From = Shop, To = Phone, Body = body });
    Console.WriteLine($"POST /send                              {(int)sent.StatusCode} {await sent.Content.ReadAsStringAsync()}");
}
