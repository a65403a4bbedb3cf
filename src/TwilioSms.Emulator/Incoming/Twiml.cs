using System.Xml;
using System.Xml.Linq;
using TwilioSms.Emulator.Http;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator.Incoming;

/// <summary>What an application answers to an incoming message with: the messages it asks for, and what of it cannot be done.</summary>
internal sealed record Twiml(IReadOnlyList<TwimlMessage> Messages, TwilioError? Problem)
{
    private const int MostCharacters = 64 * 1024;
    private const int LongestBody = 1600;

    public static Twiml Nothing { get; } = new([], null);

    public static Twiml Read(string? mediaType, string content) => mediaType switch
    {
        _ when string.IsNullOrWhiteSpace(content) => Nothing,
        "text/plain" => new([new TwimlMessage(content, [])], null),
        "text/xml" or "application/xml" or "text/html" => ReadDocument(content),
        _ => new([], new TwilioError(12300, $"Invalid Content-Type: an answer of the type '{mediaType}' is no TwiML.")),
    };

    private static Twiml ReadDocument(string content)
    {
        XElement root;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MostCharacters };
            using var reader = XmlReader.Create(new StringReader(content.TrimStart()), settings);
            root = XElement.Load(reader);
        }
        catch (XmlException exception)
        {
            return new([], new TwilioError(12100, "Document parse failure: " + exception.Message));
        }

        if (root.Name != "Response")
        {
            return new([], new TwilioError(12100, $"Document parse failure: the root element is {root.Name.LocalName}, not Response."));
        }

        var messages = new List<TwimlMessage>();
        TwilioError? problem = null;
        foreach (var verb in root.Elements())
        {
            if (verb.Name == "Redirect")
            {
                // Nothing after it is reached.
                return new(messages, problem ?? new TwilioError(12200, "The emulator does not follow Redirect: answer with the messages themselves."));
            }

            var refusal = verb.Name.LocalName is "Message" or "Sms"
                ? Add(messages, verb)
                : new TwilioError(12200, $"Schema validation warning: {verb.Name.LocalName} is no verb of a message's answer.");
            problem ??= refusal;
        }

        return new(messages, problem);
    }

    private static TwilioError? Add(List<TwimlMessage> messages, XElement verb)
    {
        var bodies = verb.Elements("Body").Select(static body => body.Value).ToList();
        var body = bodies.Count > 0 ? string.Concat(bodies) : string.Concat(verb.Nodes().OfType<XText>().Select(static text => text.Value)).Trim();
        var media = verb.Elements("Media").Select(static medium => medium.Value.Trim()).ToList();
        if (body.Length > LongestBody || (body.Length == 0 && media.Count == 0))
        {
            return new TwilioError(14103, "Invalid Body attribute: a message has a text of 1,600 characters at most, or media.");
        }

        if (!media.All(WebAddress.IsValid))
        {
            return new TwilioError(11100, "Invalid URL format: media are absolute http or https addresses.");
        }

        messages.Add(new TwimlMessage(body, media)
        {
            To = verb.Attribute("to")?.Value,
            From = verb.Attribute("from")?.Value,
            StatusCallback = (verb.Attribute("statusCallback") ?? verb.Attribute("action"))?.Value,
        });
        return null;
    }
}

/// <summary>A message that an application answers with.</summary>
internal sealed record TwimlMessage(string Body, IReadOnlyList<string> Media)
{
    public string? To { get; init; }

    public string? From { get; init; }

    public string? StatusCallback { get; init; }
}
