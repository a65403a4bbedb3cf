using System.Text;

namespace TwilioSms;

/// <summary>What an incoming message is answered with: TwiML, which Twilio sends on to whoever wrote. It never changes.</summary>
public sealed class SmsReply
{
    private const int LongestText = 1600;
    private const int MostMedia = 10;

    private readonly string messages;

    private SmsReply(string messages) => this.messages = messages;

    /// <summary>No answer.</summary>
    public static SmsReply None { get; } = new(string.Empty);

    /// <summary>An answer of one message.</summary>
    /// <param name="text">The text, as it is to be read: it is escaped here. At most 1,600 characters; it may be empty where there are media.</param>
    /// <param name="media">The addresses of pictures and other media, at most ten.</param>
    /// <exception cref="ArgumentException">There is nothing to send, or too much of it.</exception>
    public static SmsReply Text(string text, params IReadOnlyList<Uri> media) => None.AndText(text, media);

    /// <summary>The same answer with a further message after it.</summary>
    /// <param name="text">The text; see <see cref="Text"/>.</param>
    /// <param name="media">The addresses of media, at most ten.</param>
    /// <exception cref="ArgumentException">There is nothing to send, or too much of it.</exception>
    public SmsReply AndText(string text, params IReadOnlyList<Uri> media)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(media);
        if (text.Length > LongestText)
        {
            throw new ArgumentException("The text is over 1,600 characters, which Twilio does not send. Split it over several messages.", nameof(text));
        }

        if (text.Length == 0 && media.Count == 0)
        {
            throw new ArgumentException("The message has neither text nor media. No answer is SmsReply.None.", nameof(text));
        }

        if (media.Count > MostMedia || media.Any(static medium => !medium.IsAbsoluteUri))
        {
            throw new ArgumentException("A message has at most ten media, each with an absolute address.", nameof(media));
        }

        var written = new StringBuilder(messages).Append("<Message>");
        if (text.Length > 0)
        {
            Append(written, "Body", text);
        }

        foreach (var medium in media)
        {
            Append(written, "Media", medium.AbsoluteUri);
        }

        return new SmsReply(written.Append("</Message>").ToString());
    }

    /// <summary>The answer as TwiML, to be sent as <c>text/xml</c> in UTF-8.</summary>
    public string ToTwiml() => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{messages}</Response>";

    /// <summary>Names the type only: what is answered is nobody else's.</summary>
    public override string ToString() => nameof(SmsReply);

    private static void Append(StringBuilder written, string element, string text)
    {
        written.Append('<').Append(element).Append('>');
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                written.Append(text[i]).Append(text[++i]);
                continue;
            }

            _ = text[i] switch
            {
                '&' => written.Append("&amp;"),
                '<' => written.Append("&lt;"),
                '>' => written.Append("&gt;"),
                '\r' => written.Append("&#xD;"),
                '\t' or '\n' => written.Append(text[i]),
                // What XML has no way to write.
                < ' ' or '\uFFFE' or '\uFFFF' => written.Append('\uFFFD'),
                var c => written.Append(char.IsSurrogate(c) ? '\uFFFD' : c),
            };
        }

        written.Append("</").Append(element).Append('>');
    }
}
