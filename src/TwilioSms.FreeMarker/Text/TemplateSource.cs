namespace TwilioSms.FreeMarker;

/// <summary>A template's text under its name.</summary>
internal sealed class TemplateSource(string name, string text)
{
    private const int TabStop = 8;

    public string Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>
    /// The line and column of an offset, both from 1. Columns count UTF-16 units, a tab advances to the next stop of 8; CR, LF and
    /// CRLF each end one line. Counted only when an error needs it.
    /// </summary>
    public SourcePosition PositionOf(int offset)
    {
        var line = 1;
        var column = 1;
        for (var i = 0; i < offset; i++)
        {
            switch (i < Text.Length ? Text[i] : ' ')
            {
                case '\r' when i + 1 < Text.Length && Text[i + 1] == '\n':
                    column++;
                    break;
                case '\r' or '\n':
                    line++;
                    column = 1;
                    break;
                case '\t':
                    column += TabStop - ((column - 1) % TabStop);
                    break;
                default:
                    column++;
                    break;
            }
        }

        return new(line, column);
    }
}

/// <summary>A place in a text as people count it.</summary>
internal readonly record struct SourcePosition(int Line, int Column);
