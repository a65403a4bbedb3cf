namespace TwilioSms.Http;

/// <summary>What all recipients of one message have in common.</summary>
/// <param name="Endpoint">Where it goes, and as whom.</param>
/// <param name="Form">The form without <c>To</c>.</param>
/// <param name="Trace">How to recognise it at Twilio.</param>
internal sealed record MessageRequest(TwilioEndpoint Endpoint, MessageForm Form, MessageTrace Trace)
{
    public static MessageRequest Of(TwilioEndpoint endpoint, SmsMessage message, SmsSenderAddress sender, string? text, string? variables) =>
        new(endpoint, new MessageForm(message, sender, text, variables, endpoint.Options), new MessageTrace(endpoint, message, sender, text));
}
