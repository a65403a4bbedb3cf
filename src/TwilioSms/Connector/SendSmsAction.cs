using TwilioSms.Connector;

namespace TwilioSms;

/// <summary>The SEND_SMS action of process engines: JSON in, JSON out.</summary>
public sealed class SendSmsAction
{
    internal const string Name = "SEND_SMS";

    internal static readonly ConnectorParameter Result = new(
        "smsResult",
        ConnectorParameterType.Json,
        isRequired: false,
        "An object containing a map of message IDs and destination numbers the message was sent to.");

    private readonly ISmsSender sender;

    /// <summary>The action over a sender.</summary>
    public SendSmsAction(ISmsSender sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        this.sender = sender;
    }

    /// <summary>The message that <paramref name="input"/> describes, for hosts that send it themselves, under a key for instance.</summary>
    /// <param name="input">As for <see cref="ExecuteAsync"/>.</param>
    /// <exception cref="TwilioMissingInputException">A mandatory input is absent, null or blank.</exception>
    /// <exception cref="TwilioInvalidInputException">An input has the wrong JSON type.</exception>
    public static SmsMessage ReadMessage(string input) => SendSmsInput.Parse(input);

    /// <summary>Sends the message that <paramref name="input"/> describes.</summary>
    /// <param name="input">A JSON object: <c>smsFrom</c>, a string; <c>smsTo</c>, an array of strings, or a string separated by comma,
    /// semicolon or white space; <c>smsBody</c>, a string; optionally <c>metadata</c>, an object or the text of one, and
    /// the other inputs that <see cref="TwilioConnector.Describe()"/> tells. With a <c>messagingServiceSid</c> <c>smsFrom</c> may be
    /// absent, with a <c>contentSid</c> <c>smsBody</c>.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns><c>{"smsResult": {...}}</c>: the SID of each message and the number it was sent to.</returns>
    /// <exception cref="TwilioMissingInputException">A mandatory input is absent, null or blank.</exception>
    /// <exception cref="TwilioInvalidInputException">An input has the wrong JSON type.</exception>
    /// <exception cref="TwilioConnectorException">As <see cref="ISmsSender.SendAsync"/>; the wire form of its code is
    /// <see cref="SmsErrorCodeExtensions.ToWireName"/>.</exception>
    /// <exception cref="TwilioSendCanceledException">The caller cancelled.</exception>
    public async Task<string> ExecuteAsync(string input, CancellationToken cancellationToken = default)
    {
        var message = ReadMessage(input);
        var result = await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return WireJson.Write(result, static (writer, result) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(Result.Name);
            result.WriteSmsResult(writer);
            writer.WriteEndObject();
        });
    }
}
