using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwilioSms.Emulator;

namespace TwilioSms.AspNetCore.Tests;

/// <summary>An application on a real server, on loopback.</summary>
internal sealed class Host : IAsyncDisposable
{
    public const string Account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Token = "7d1f0b5d0a6f4b4ba1f6b0e2f3c4d5e6";

    private readonly WebApplication app;

    private Host(WebApplication app, RecordedLog log)
    {
        this.app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public HttpClient Client { get; }

    public RecordedLog Log { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>An address of the host, with the escapes that it is given.</summary>
    public Uri Url(string path) => new(
        Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <param name="map">What the application serves.</param>
    /// <param name="configure">What it is made of beside a connector with an account and a token.</param>
    public static async Task<Host> StartAsync(Action<WebApplication> map, Action<ITwilioConnectorBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new RecordedLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        var connector = builder.Services.AddTwilioConnector(options => (options.Account, options.Token) = (Account, Token));
        configure?.Invoke(connector);
        var app = builder.Build();
        map(app);
        await app.StartAsync(Stop);
        return new Host(app, log);
    }

    /// <summary>A host whose Twilio is an emulator.</summary>
    public static Task<Host> StartAsync(TwilioEmulator twilio, Action<WebApplication> map, Action<ITwilioConnectorBuilder>? configure = null) =>
        StartAsync(map, connector =>
        {
            connector.UseEmulator(twilio);
            configure?.Invoke(connector);
        });

    /// <summary>Posts a form as Twilio does, signed for the address that is called, or another.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string path, IEnumerable<(string Name, string Value)> form, Action<HttpRequestMessage>? change = null, string? signedFor = null, string token = Token)
    {
        var parameters = form.ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(path))
        {
            Content = new FormUrlEncodedContent(parameters.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))),
        };
        request.Headers.Add("X-Twilio-Signature", Sign(token, signedFor ?? Url(path).ToString(), parameters));
        change?.Invoke(request);
        return await Client.SendAsync(request, Stop);
    }

    // As Twilio documents it (docs usage/security): the address, then names and values in the order of the names.
    public static string Sign(string token, string address, IEnumerable<(string Name, string Value)> form)
    {
        var signed = address + string.Concat(form.OrderBy(static pair => pair.Name, StringComparer.Ordinal).Select(static pair => pair.Name + pair.Value));
#pragma warning disable CA5350 // Twilio's signature is defined with SHA-1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
    }

    public static (string, string)[] Report(string sid, string status = "delivered") =>
        [("MessageSid", sid), ("MessageStatus", status), ("To", "+15558675310"), ("From", "+15017250604")];

    public static (string, string)[] Message(string sid, string body = "Hello") =>
        [("MessageSid", sid), ("From", "+15558675310"), ("To", "+15017250604"), ("Body", body)];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
