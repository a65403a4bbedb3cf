using TwilioSms;
using TwilioSms.Emulator;
using TwilioSms.WebHost;

// Sends a message through the host's own endpoint, waits until its delivery is reported, and shows what happens to a report that
// somebody else made up. Then the host stays open, unless --once is given.
await using var twilio = await TwilioEmulator.StartAsync();
await using var app = SmsHost.Build(twilio, args);
await app.StartAsync();
var address = app.Urls.First();
using var client = new HttpClient { BaseAddress = new Uri(address) };
Console.WriteLine($"Twilio, emulated: {twilio.BaseAddress}");
Console.WriteLine($"This host:        {address}");

using var sent = await client.PostAsJsonAsync("/send", new { From = "+14155550100", To = "+14155550111", Body = "Your table is ready." });
Console.WriteLine($"POST /send                            {(int)sent.StatusCode} {await sent.Content.ReadAsStringAsync()}");
await foreach (var update in app.Services.GetRequiredService<DeliveryLog>().Updates.ReadAllAsync())
{
    Console.WriteLine($"POST /twilio/status, signed by Twilio 204 {update}");
    if (update.Status == SmsMessageStatus.Delivered)
    {
        break;
    }
}

using var forged = new FormUrlEncodedContent([new("MessageSid", twilio.Messages[0].Sid), new("MessageStatus", "failed")]);
forged.Headers.Add(TwilioWebhook.SignatureHeader, "Zm9yZ2VkIGJ5IHNvbWVib2R5IQ==");
using var refused = await client.PostAsync(SmsHost.StatusCallback(app.Services), forged);
Console.WriteLine($"POST /twilio/status, forged           {(int)refused.StatusCode} {refused.StatusCode}");
Console.WriteLine($"GET /messages                         {await client.GetStringAsync(new Uri("/messages", UriKind.Relative))}");
Console.WriteLine($"GET /health                           {await client.GetStringAsync(new Uri("/health", UriKind.Relative))}");

if (!args.Contains("--once"))
{
    Console.WriteLine($"Open until Ctrl+C. Try: curl {address}/send --json '{{\"from\":\"+14155550100\",\"to\":\"+14155550122\",\"body\":\"Hi!\"}}'");
    await app.WaitForShutdownAsync();
}
