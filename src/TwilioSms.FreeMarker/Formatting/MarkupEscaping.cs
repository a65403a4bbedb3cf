namespace TwilioSms.FreeMarker.Formatting;

/// <summary>How a markup format writes the characters that mean something to it.</summary>
internal sealed class MarkupEscaping
{
    public static readonly MarkupEscaping Html = new("<>&\"'", ["&lt;", "&gt;", "&amp;", "&quot;", "&#39;"]);
    public static readonly MarkupEscaping Xml = new("<>&\"'", ["&lt;", "&gt;", "&amp;", "&quot;", "&apos;"]);
    public static readonly MarkupEscaping Rtf = new(@"\{}", [@"\\", @"\{", @"\}"]);

    private readonly string special;
    private readonly string[] entities;

    /// <param name="special">The characters.</param>
    /// <param name="entities">What is written for each.</param>
    private MarkupEscaping(string special, string[] entities) => (this.special, this.entities) = (special, entities);

    /// <summary>This escaping, and then that of a format around.</summary>
    public MarkupEscaping Then(MarkupEscaping outer)
    {
        var both = special + string.Concat(outer.special.Where(c => special.IndexOf(c) < 0));
        return new(both, [.. both.Select(c => outer.Escape(Escape(c.ToString())))]);
    }

    public string Escape(string text)
    {
        var growth = Growth(text.AsSpan());
        if (growth == 0)
        {
            return text;
        }

        var escaped = new char[text.Length + growth];
        text.CopyTo(0, escaped, 0, text.Length);
        Expand(escaped, text.Length);
        return new string(escaped);
    }

    /// <summary>How much longer a text becomes.</summary>
    public int Growth(ReadOnlySpan<char> text)
    {
        var growth = 0;
        for (int at; (at = text.IndexOfAny(special.AsSpan())) >= 0; text = text.Slice(at + 1))
        {
            growth += EntityOf(text[at]).Length - 1;
        }

        return growth;
    }

    /// <summary>Escapes a text in place.</summary>
    /// <param name="text">The text, and after it the room that <see cref="Growth"/> says it needs.</param>
    /// <param name="length">The length of the text.</param>
    public void Expand(Span<char> text, int length)
    {
        // From the end, so that nothing is written over before it has moved.
        for (int at, end = text.Length; (at = text.Slice(0, length).LastIndexOfAny(special.AsSpan())) >= 0; length = at)
        {
            var entity = EntityOf(text[at]);
            var rest = text.Slice(at + 1, length - at - 1);
            end -= rest.Length;
            rest.CopyTo(text.Slice(end));
            end -= entity.Length;
            entity.AsSpan().CopyTo(text.Slice(end));
        }
    }

    private string EntityOf(char c) => entities[special.IndexOf(c)];
}
