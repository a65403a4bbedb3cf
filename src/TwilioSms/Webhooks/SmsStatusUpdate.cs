using System.Collections.ObjectModel;
using TwilioSms.Webhooks;

namespace TwilioSms;

/// <summary>What Twilio posts to <see cref="SmsMessage.StatusCallback"/> when a message moves on. Updates may arrive out of order and
/// more than once.</summary>
public sealed class SmsStatusUpdate
{
    internal SmsStatusUpdate(string messageSid, string statusText, IReadOnlyDictionary<string, string> parameters)
    {
        MessageSid = messageSid;
        StatusText = statusText;
        Status = SmsMessageStatusName.Parse(statusText);
        Parameters = parameters;
    }

    /// <summary>The SID of the message, as in <see cref="SmsOutcome.MessageSid"/>.</summary>
    public string MessageSid { get; }

    /// <summary>Where the message stands; <see cref="SmsMessageStatus.Other"/> for a status that Twilio did not document when this was
    /// written: <see cref="StatusText"/> has its name.</summary>
    public SmsMessageStatus Status { get; }

    /// <summary>The status as Twilio writes it, such as <c>delivered</c>.</summary>
    public string StatusText { get; }

    /// <summary>Twilio's code of the failure, such as 30003; null where there is none.</summary>
    public int? ErrorCode => Parameters.FindNumber("ErrorCode");

    /// <summary>What <see cref="ErrorCode"/> means, and whether sending again can help; null where there is none.</summary>
    public SmsDeliveryError? Error => ErrorCode is { } code ? SmsDeliveryError.Of(code) : null;

    /// <summary>The account that sent the message.</summary>
    public string? AccountSid => Parameters.Find("AccountSid");

    /// <summary>The sender; null while a Messaging Service has not chosen one.</summary>
    public string? From => Parameters.Find("From");

    /// <summary>The recipient.</summary>
    public string? To => Parameters.Find("To");

    /// <summary>The Messaging Service that sent the message; null without one.</summary>
    public string? MessagingServiceSid => Parameters.Find("MessagingServiceSid");

    /// <summary>When the carrier says that it was done with the message, as <c>YYMMDDhhmm</c> in a time zone of the carrier's choice;
    /// only with <see cref="SmsMessageStatus.Delivered"/> and <see cref="SmsMessageStatus.Undelivered"/>, and not of every carrier.</summary>
    public string? RawDlrDoneDate => Parameters.Find("RawDlrDoneDate");

    /// <summary>What a channel other than SMS says of a failure.</summary>
    public string? ChannelStatusMessage => Parameters.Find("ChannelStatusMessage");

    /// <summary>All parameters of the request by name: Twilio adds new ones without notice.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>Reads a status callback. Check it with <see cref="TwilioWebhook"/> first: anybody can post one. Where there is no
    /// <c>MessageSid</c> or <c>MessageStatus</c>, their older names <c>SmsSid</c> and <c>SmsStatus</c> count.</summary>
    /// <param name="body">The body of the request, which is a form; of a GET, the query.</param>
    /// <exception cref="FormatException">The body has no SID or no status, or it is an incoming message, whose <c>SmsStatus</c> is
    /// <c>received</c>: it is not a status callback.</exception>
    public static SmsStatusUpdate Parse(ReadOnlySpan<byte> body)
    {
        var parameters = WebhookForm.Read(body);
        if (parameters.Find("SmsStatus") == "received" && !parameters.ContainsKey("MessageStatus"))
        {
            // Taken for a report, what somebody wrote would be lost.
            throw new FormatException("The request is an incoming message of Twilio's, not a status callback: SmsStatus is received.");
        }

        return new SmsStatusUpdate(
            parameters.Require("a status callback", "MessageSid", "SmsSid"),
            parameters.Require("a status callback", "MessageStatus", "SmsStatus"),
            new ReadOnlyDictionary<string, string>(parameters));
    }

    /// <summary>Names the message and its status; the numbers stay out.</summary>
    public override string ToString() => $"{Redaction.Mask(To)}: {StatusText} {MessageSid}";
}
