using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms;

/// <summary>A signed message comes in and is replied to, with a service injected; one that is not signed is refused.</summary>
internal static class WebhookSmoke
{
    private const string Token = "token";

    public static async Task<bool> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddTwilioConnector(static options => (options.Account, options.Token) = ("AC" + new string('0', 32), Token));
        await using var app = builder.Build();
        app.MapTwilioMessages("/messages", static (SmsIncomingMessage message, ISmsSender _, CancellationToken _) =>
            SmsReply.Text($"You wrote {message.Body}"));
        await app.StartAsync();

        var address = new Uri(new Uri(app.Urls.First()), "/messages");
#pragma warning disable CA5350 // Twilio's signature is defined with SHA-1.
        var signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(address + "BodyHiFrom+14155550100MessageSidSM1To+15005550006"));
#pragma warning restore CA5350
        using var client = new HttpClient();
        using var signed = await PostAsync(client, address, Convert.ToBase64String(signature));
        using var forged = await PostAsync(client, address, "Zm9yZ2Vk");
        var reply = await signed.Content.ReadAsStringAsync();
        Console.WriteLine($"NativeAOT smoke: signed {(int)signed.StatusCode} {reply}, forged {(int)forged.StatusCode}");
        return reply.Contains("<Body>You wrote Hi</Body>", StringComparison.Ordinal) && forged.StatusCode == HttpStatusCode.Forbidden;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri address, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
                [new("MessageSid", "SM1"), new("From", "+14155550100"), new("To", "+15005550006"), new("Body", "Hi")]),
        };
        request.Headers.Add(TwilioWebhook.SignatureHeader, signature);
        return await client.SendAsync(request);
    }
}
