namespace TwilioSms.FreeMarker.Formatting;

/// <summary>
/// Text that is in a markup format already and is not escaped again: what <c>?esc</c>, <c>?no_esc</c> and captured output are. Not a string.
/// </summary>
internal sealed class Markup
{
    private readonly string? plainText;
    private string? markup;

    private Markup(OutputFormat format, string? plainText, string? markup)
    {
        Format = format;
        this.plainText = plainText;
        this.markup = markup;
    }

    public OutputFormat Format { get; }

    /// <summary>The text before it was escaped; null where it was never plain.</summary>
    public string? PlainText => plainText;

    /// <summary>The text as the format writes it.</summary>
    public string Text => markup ??= Format.Escape(plainText!);

    public bool IsEmpty => (plainText ?? markup)!.Length == 0;

    public static Markup FromPlainText(OutputFormat format, string text) => new(format, text, null);

    public static Markup FromMarkup(OutputFormat format, string text) => new(format, null, text);

    /// <summary>The same content in another format; null where it has no plain text to convert.</summary>
    public Markup? In(OutputFormat format) => Format == format ? this : plainText is null ? null : FromPlainText(format, plainText);

    /// <summary>Both contents in one, in the format of one of them; null where neither can be converted to the other's.</summary>
    public static Markup? Concatenate(Markup left, Markup right)
    {
        if (right.In(left.Format) is { } converted)
        {
            right = converted;
        }
        else if (left.In(right.Format) is { } convertedLeft)
        {
            left = convertedLeft;
        }
        else
        {
            return null;
        }

        return left.plainText is { } leftText && right.plainText is { } rightText
            ? FromPlainText(left.Format, leftText + rightText)
            : FromMarkup(left.Format, left.Text + right.Text);
    }
}
