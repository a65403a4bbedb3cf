using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using TwilioSms.Emulator.Client;
using TwilioSms.Emulator.Control;

namespace TwilioSms.Emulator;

/// <summary>A running emulator, steered from another process: what a test needs of <see cref="TwilioEmulator"/> over HTTP.</summary>
/// <remarks>All members are safe for use by several threads.</remarks>
public sealed class TwilioEmulatorClient : IDisposable
{
    private const string Messages = "emulator/messages";
    private const string Faults = "emulator/faults";

    // A wait at the emulator ends after five minutes at the latest.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly HttpClient http;

    /// <summary>A client of the emulator at an address.</summary>
    /// <param name="address">Where it is, as <c>http://127.0.0.1:4010</c>.</param>
    public TwilioEmulatorClient(Uri address)
        : this(address, new HttpClient())
    {
    }

    /// <summary>A client of the emulator at an address.</summary>
    /// <param name="address">Where it is, as <c>http://127.0.0.1:4010</c>.</param>
    /// <param name="handler">Carries the requests, and is not disposed of with the client.</param>
    public TwilioEmulatorClient(Uri address, HttpMessageHandler handler)
        : this(address, new HttpClient(handler, disposeHandler: false))
    {
    }

    private TwilioEmulatorClient(Uri address, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(address);
        this.http = http;
        http.BaseAddress = address;
        http.Timeout = Patience;
    }

    /// <summary>The messages to phones, oldest first; the newest thousand of them.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public Task<IReadOnlyList<EmulatedMessage>> GetMessagesAsync(CancellationToken cancellationToken = default) =>
        GetMessagesAsync(new EmulatedMessageQuery(), cancellationToken);

    /// <summary>The messages that match, oldest first; the newest thousand of them.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task<IReadOnlyList<EmulatedMessage>> GetMessagesAsync(EmulatedMessageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var response = await http.GetAsync(Address(Messages, query), cancellationToken).ConfigureAwait(false);
        return (await ReadAsync(response, ControlJson.Default.MessageList, cancellationToken).ConfigureAwait(false)).Messages;
    }

    /// <inheritdoc cref="TwilioEmulator.WaitForMessageAsync(string, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task<EmulatedMessage> WaitForMessageAsync(string to, CancellationToken cancellationToken = default) =>
        (await WaitForMessagesAsync(1, new() { To = to }, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc cref="TwilioEmulator.WaitForMessageAsync(string, string, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task<EmulatedMessage> WaitForMessageAsync(string to, string containing, CancellationToken cancellationToken = default) =>
        (await WaitForMessagesAsync(1, new() { To = to, Containing = containing }, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc cref="TwilioEmulator.WaitForMessagesAsync(int, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public Task<IReadOnlyList<EmulatedMessage>> WaitForMessagesAsync(int count, CancellationToken cancellationToken = default) =>
        WaitForMessagesAsync(count, new(), cancellationToken);

    /// <inheritdoc cref="TwilioEmulator.WaitForMessagesAsync(int, EmulatedMessageQuery, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public Task<IReadOnlyList<EmulatedMessage>> WaitForMessagesAsync(
        int count, EmulatedMessageQuery query, CancellationToken cancellationToken = default) =>
        WaitForMessagesAsync(count, query, Waiting.DefaultTimeout, cancellationToken);

    /// <inheritdoc cref="TwilioEmulator.WaitForMessagesAsync(int, EmulatedMessageQuery, TimeSpan, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task<IReadOnlyList<EmulatedMessage>> WaitForMessagesAsync(
        int count, EmulatedMessageQuery query, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var seconds = (int)Math.Ceiling(timeout.TotalSeconds);
        var address = Address(Messages + "/wait", query, ("count", Number(count)), ("seconds", Number(seconds)));
        using var response = await http.GetAsync(address, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestTimeout)
        {
            var came = await response.Content.ReadFromJsonAsync(ControlJson.Default.MessageList, cancellationToken).ConfigureAwait(false);
            var toNumber = query.To is { } to ? await GetMessagesAsync(new() { To = to }, cancellationToken).ConfigureAwait(false) : null;
            throw Waiting.InVain(count, query, timeout, came!.Messages.Count, toNumber);
        }

        return (await ReadAsync(response, ControlJson.Default.MessageList, cancellationToken).ConfigureAwait(false)).Messages;
    }

    /// <inheritdoc cref="TwilioEmulator.ReceiveAsync(string, string, string, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public Task<EmulatedMessage> ReceiveAsync(string from, string to, string body, CancellationToken cancellationToken = default) =>
        ReceiveAsync(from, to, body, [], cancellationToken);

    /// <inheritdoc cref="TwilioEmulator.ReceiveAsync(string, string, string, IEnumerable{string}, CancellationToken)"/>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public Task<EmulatedMessage> ReceiveAsync(
        string from, string to, string body, IEnumerable<string> mediaUrls, CancellationToken cancellationToken = default) =>
        PostAsync(
            Messages,
            new NewMessage(from, to, body, [.. mediaUrls]),
            ControlJson.Default.NewMessage,
            ControlJson.Default.EmulatedMessage,
            cancellationToken);

    /// <summary>Schedules a fault, as <see cref="FaultSchedule.Add(Fault, int, Func{EmulatedRequest, bool})"/> does.</summary>
    /// <param name="fault">What goes wrong, with which requests, how many times.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task AddFaultAsync(ScheduledFault fault, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fault);
        using var response = await http.PostAsJsonAsync(Faults, fault, ControlJson.Default.ScheduledFault, cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes away every fault, and delivers everything again.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task ClearFaultsAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.DeleteAsync(new Uri(Faults, UriKind.Relative), cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="DeliverySchedule.DeliverAs"/>
    /// <param name="to">The recipient.</param>
    /// <param name="errorCode">Twilio's code of a failed delivery; <see langword="null"/> delivers again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task DeliverAsAsync(string to, int? errorCode, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        using var response = await http.PutAsJsonAsync(
            "emulator/deliveries/" + Uri.EscapeDataString(to), new DeliverAs(errorCode), ControlJson.Default.DeliverAs, cancellationToken)
            .ConfigureAwait(false);
        await RequireAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="TwilioEmulator.ForwardClock"/>
    /// <param name="by">How far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The emulator's time.</returns>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task<DateTimeOffset> ForwardClockAsync(TimeSpan by, CancellationToken cancellationToken = default) => (await PostAsync(
        "emulator/clock", new ClockForward(by.TotalSeconds), ControlJson.Default.ClockForward, ControlJson.Default.ClockTime, cancellationToken)
        .ConfigureAwait(false)).Now;

    /// <inheritdoc cref="TwilioEmulator.Reset"/>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The emulator cannot be reached, or refuses; the message says why.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.PostAsync(new Uri("emulator/reset", UriKind.Relative), null, cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets go of the client's connections; the emulator runs on.</summary>
    public void Dispose() => http.Dispose();

    private static Uri Address(string path, EmulatedMessageQuery query, params (string Name, string? Value)[] more)
    {
        (string Name, string? Value)[] parameters =
        [
            ("to", query.To),
            ("from", query.From),
            ("containing", query.Containing),
            ("status", query.Status is { } status ? TwilioSms.Emulator.Messages.MessageStatusName.Of(status) : null),
            ("direction", query.Direction is { } direction ? TwilioSms.Emulator.Messages.MessageDirectionName.Of(direction) : null),
            .. more,
        ];
        return new Uri(
            path + "?" + string.Join('&', parameters.Where(static p => p.Value is not null).Select(static p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")),
            UriKind.Relative);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path, TBody body, JsonTypeInfo<TBody> type, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(path, body, type, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, answerType, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await RequireAsync(response, cancellationToken).ConfigureAwait(false);
        return (await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task RequireAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new HttpRequestException($"The emulator refuses: {answer}", null, response.StatusCode);
        }
    }
}
