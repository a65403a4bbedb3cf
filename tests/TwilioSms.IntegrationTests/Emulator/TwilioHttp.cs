using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>Speaks to the emulator with nothing but HTTP, so that the emulator alone is under test.</summary>
internal sealed class TwilioHttp : IDisposable
{
    public const string From = "+14155550100";
    public const string To = "+14155550111";
    public const string Service = "MG0123456789abcdef0123456789abcdef";

    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = false };
    private readonly HttpClient client;

    public TwilioHttp(TwilioEmulator twilio, string? account = null)
    {
        Account = $"/2010-04-01/Accounts/{account ?? twilio.AccountSid}";
        client = new HttpClient(handler)
        {
            BaseAddress = twilio.BaseAddress,
            Timeout = TimeSpan.FromSeconds(30),
        };
        Authenticate(twilio.AccountSid, twilio.AuthToken);
    }

    public string Account { get; }

    public string Messages => Account + "/Messages.json";

    public void Authenticate(string user, string password) => client.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Sends bodies only once the server has asked for them.</summary>
    public void ExpectContinue() => client.DefaultRequestHeaders.ExpectContinue = true;

    public void AuthenticateWith(string? header)
    {
        client.DefaultRequestHeaders.Remove("Authorization");
        if (header is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        }
    }

    /// <summary>Posts a valid message, with the given parameters in place of its own; a null value leaves one out.</summary>
    public Task<Reply> SendAsync(params (string Name, string? Value)[] parameters)
    {
        var form = new List<(string Name, string? Value)> { ("To", To), ("From", From), ("Body", "Hello") };
        form.RemoveAll(field => parameters.Any(parameter => parameter.Name == field.Name));
        return PostAsync(Messages, [.. form, .. parameters]);
    }

    public async Task<Reply> PostAsync(string path, params (string Name, string? Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(
            parameters.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        return await RequestAsync(HttpMethod.Post, path, form);
    }

    public Task<Reply> GetAsync(string path) => RequestAsync(HttpMethod.Get, path);

    public async Task<Reply> RequestAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    /// <summary>An answer, read to its end.</summary>
    internal sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

        public string? this[string member] => Json.GetProperty(member).ToString();

        public string Sid => Json.GetProperty("sid").GetString()!;

        public int Code => Json.GetProperty("code").GetInt32();
    }
}
