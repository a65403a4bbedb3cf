using System.Diagnostics;
using System.Net;
using TwilioSms.Http;

namespace TwilioSms.Diagnostics;

/// <summary>The spans of a send: one for the message by OpenTelemetry's conventions for messaging, and under it one for each recipient
/// by those for HTTP clients. Numbers are masked; the address is a template, as the real one holds the account.</summary>
internal static class SmsActivity
{
    private const string MessagesTemplate = "/2010-04-01/Accounts/{AccountSid}/Messages.json";

    private static readonly ActivitySource Source = new("TwilioSms");

    /// <summary>Begins the span of a message; null where nobody listens.</summary>
    public static Activity? StartSend(TwilioEndpoint endpoint, string registration)
    {
        var activity = Source.StartActivity("send", ActivityKind.Client);
        if (activity is not null)
        {
            activity.DisplayName = $"send {endpoint.Messages.Host}";
            activity.SetTag("messaging.system", "twilio");
            activity.SetTag("messaging.operation.name", "send");
            activity.SetTag("messaging.operation.type", "send");
            activity.SetTag("twilio_sms.registration", registration);
            SetServer(activity, endpoint);
        }

        return activity;
    }

    public static void SetRecipientCount(this Activity? activity, int count) => activity?.SetTag("messaging.batch.message_count", count);

    /// <summary>Begins the span of a recipient, all its requests included; null where nobody listens.</summary>
    public static Activity? StartRecipient(TwilioEndpoint endpoint, string to)
    {
        var activity = Source.StartActivity("POST", ActivityKind.Client);
        if (activity is not null)
        {
            activity.DisplayName = $"POST {MessagesTemplate}";
            activity.SetTag("http.request.method", "POST");
            activity.SetTag("url.template", MessagesTemplate);
            activity.SetTag("twilio_sms.recipient", Redaction.Mask(to));
            SetServer(activity, endpoint);
        }

        return activity;
    }

    /// <summary>Twilio answered a request of a recipient's span.</summary>
    public static void SetAnswer(this Activity? activity, HttpStatusCode? status)
    {
        if (activity is not null && status is { } answered)
        {
            activity.SetTag("http.response.status_code", (int)answered);
        }
    }

    /// <summary>A request of a recipient's span will be tried again.</summary>
    public static void CountRetry(this Activity? activity)
    {
        const string ResendCount = "http.request.resend_count";
        activity?.SetTag(ResendCount, 1 + (activity.GetTagItem(ResendCount) as int? ?? 0));
    }

    public static void SetOutcome(this Activity? activity, SmsOutcome outcome)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("twilio_sms.state", outcome.ToTagValue());
        activity.SetTag("messaging.message.id", outcome.MessageSid);
        activity.SetTag("twilio_sms.request_id", outcome.RequestId);
        activity.SetTag("twilio_sms.error_code", (outcome.Error as TwilioApiException)?.TwilioCode);
        activity.SetError(outcome.Error);
    }

    public static void SetError(this Activity? activity, TwilioConnectorException? error)
    {
        if (error is not null)
        {
            activity?.SetTag("error.type", error.Code.ToWireName());
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        }
    }

    private static void SetServer(Activity activity, TwilioEndpoint endpoint)
    {
        activity.SetTag("server.address", endpoint.Messages.Host);
        activity.SetTag("server.port", endpoint.Messages.Port);
    }
}
