namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// A template's text under its name. Offsets beyond its end belong to fragments: texts of string literals whose escapes are
/// resolved, in which FreeMarker counts lines and columns as if they stood in the template so.
/// </summary>
/// <param name="name">The name it is known by.</param>
/// <param name="text">The text.</param>
/// <param name="sourceName">The name its loader found it under, where a version for a locale was found.</param>
internal sealed class TemplateSource(string name, string text, string? sourceName = null)
{
    private const int TabStop = 8;

    private List<Fragment>? fragments;
    private List<(int Start, int End)>? strings;
    private int nextOffset = text.Length + 1;

    public string Name { get; } = name;

    /// <summary>The name that errors give.</summary>
    public string SourceName { get; } = sourceName ?? name;

    public string Text { get; } = text;

    /// <summary>Whether a template has computed the text, which may then hold data.</summary>
    public bool IsComputed { get; init; }

    /// <summary>Whether names of several words are in camel case, as advice then is; known when it is parsed.</summary>
    public bool IsCamelCase { get; set; }

    /// <summary>Whether tags are in square brackets, as advice then is; known when it is parsed.</summary>
    public bool HasSquareTags { get; set; }

    /// <summary>A tag as this template writes tags.</summary>
    public string Tag(string tag) => HasSquareTags ? SquareTag(tag) : tag;

    public static string SquareTag(string tag) => tag.Replace('<', '[').Replace('>', ']');

    /// <summary>Adds a text that is going to be parsed as if it stood at <paramref name="offset"/>; only while parsing.</summary>
    /// <returns>The offset of its start.</returns>
    public int AddFragment(string fragment, int offset)
    {
        var start = nextOffset;
        nextOffset += fragment.Length + 1;
        (fragments ??= []).Add(new(start, fragment, offset));
        return start;
    }

    /// <summary>Notes a string in which expressions are; only while parsing.</summary>
    public void AddString(int start, int end) => (strings ??= []).Add((start, end));

    /// <summary>Whether an offset is in such a string.</summary>
    public bool IsInString(int offset) => offset > Text.Length || strings?.Exists(range => range.Start < offset && offset < range.End) == true;

    /// <summary>The text between two offsets; empty where they do not belong together.</summary>
    public string TextBetween(int start, int end)
    {
        var (origin, holder) = Find(start);
        return end <= start || end - origin > holder.Length ? string.Empty : holder.Substring(start - origin, end - start);
    }

    /// <summary>
    /// The line and column of an offset, both from 1. Columns count UTF-16 units, a tab stands at the next stop of 8; CR, LF and
    /// CRLF each end one line. Counted only when an error needs it.
    /// </summary>
    public SourcePosition PositionOf(int offset)
    {
        var fragment = FindFragment(offset);
        return fragment is null
            ? Count(Text, offset, new(1, 1))
            : Count(fragment.Text, offset - fragment.Start, PositionOf(fragment.Offset));
    }

    private static SourcePosition Count(string text, int length, SourcePosition from)
    {
        var (line, column) = (from.Line, from.Column);
        for (var i = 0; i < length; i++)
        {
            switch (i < text.Length ? text[i] : ' ')
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    column++;
                    break;
                case '\r' or '\n':
                    line++;
                    column = 1;
                    break;
                case '\t':
                    column = NextStop(column);
                    break;
                default:
                    column++;
                    break;
            }
        }

        return new(line, length < text.Length && text[length] == '\t' ? NextStop(column) - 1 : column);
    }

    /// <summary>The column after a tab.</summary>
    private static int NextStop(int column) => column + TabStop - ((column - 1) % TabStop);

    private (int Origin, string Text) Find(int offset) => FindFragment(offset) is { } fragment ? (fragment.Start, fragment.Text) : (0, Text);

    private Fragment? FindFragment(int offset) =>
        offset <= Text.Length ? null : fragments?.FindLast(fragment => fragment.Start <= offset);

    private sealed record Fragment(int Start, string Text, int Offset);
}

/// <summary>A place in a text as people count it.</summary>
internal readonly record struct SourcePosition(int Line, int Column);
