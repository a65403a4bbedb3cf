using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TwilioSms.Emulator.Messages;
using TwilioSms.Emulator.Resources;

namespace TwilioSms.Emulator.Callbacks;

/// <summary>Posts changes of status to the address a message names, signed as Twilio signs; the changes of one message in order.</summary>
internal sealed partial class StatusCallbackSender : IAsyncDisposable
{
    private const int Lanes = 8;

    private readonly WebhookClient webhooks;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();

    // A message always takes the same lane, which keeps its changes in order; a slow receiver holds up its lane only.
    private readonly Channel<EmulatedMessage>[] lanes = [.. Enumerable.Range(0, Lanes).Select(static _ => Channel.CreateUnbounded<EmulatedMessage>())];
    private readonly Task working;

    public StatusCallbackSender(WebhookClient webhooks, ILoggerFactory loggerFactory)
    {
        this.webhooks = webhooks;
        logger = loggerFactory.CreateLogger<StatusCallbackSender>();
        working = Task.WhenAll(lanes.Select(lane => Task.Run(() => WorkAsync(lane.Reader))));
    }

    public void Post(EmulatedMessage message)
    {
        if (message.StatusCallback is not null)
        {
            lanes[(uint)string.GetHashCode(message.Sid, StringComparison.Ordinal) % Lanes].Writer.TryWrite(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await working.ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task WorkAsync(ChannelReader<EmulatedMessage> messages)
    {
        try
        {
            await foreach (var message in messages.ReadAllAsync(stopping.Token).ConfigureAwait(false))
            {
                await PostAsync(message).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The emulator was disposed of; what is left is dropped, as documented.
        }
    }

    private async Task PostAsync(EmulatedMessage message)
    {
        try
        {
            using var response = await webhooks.PostAsync(message.AccountSid, message.StatusCallback!, Parameters(message), stopping.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                LogRefused(message.Sid, (int)response.StatusCode);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            LogUnreachable(message.Sid, exception);
        }
    }

    private static List<KeyValuePair<string, string>> Parameters(EmulatedMessage message)
    {
        var status = MessageStatusName.Of(message.Status);
        List<KeyValuePair<string, string>> parameters =
        [
            new("AccountSid", message.AccountSid),
            new("ApiVersion", MessageResource.ApiVersion),
            new("MessageSid", message.Sid),
            new("MessageStatus", status),
            new("SmsSid", message.Sid),
            new("SmsStatus", status),
            new("To", message.To),
        ];
        AddGiven("From", message.From);
        AddGiven("MessagingServiceSid", message.MessagingServiceSid);
        AddGiven("ErrorCode", message.ErrorCode?.ToString(CultureInfo.InvariantCulture));
        AddGiven("RawDlrDoneDate", message.Status is EmulatedMessageStatus.Delivered or EmulatedMessageStatus.Undelivered
            ? message.DateUpdated.UtcDateTime.ToString("yyMMddHHmm", CultureInfo.InvariantCulture)
            : null);
        return parameters;

        void AddGiven(string name, string? value)
        {
            if (value is not null)
            {
                parameters.Add(new(name, value));
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The status callback of {MessageSid} was answered with {StatusCode}.")]
    private partial void LogRefused(string messageSid, int statusCode);

    [LoggerMessage(2, LogLevel.Warning, "The status callback of {MessageSid} could not be posted.")]
    private partial void LogUnreachable(string messageSid, Exception exception);
}
