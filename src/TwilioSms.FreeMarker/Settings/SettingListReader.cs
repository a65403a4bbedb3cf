using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Settings;

/// <summary>
/// Reads the lists that FreeMarker writes some settings as: words, or strings in quotes, with commas between. Every method tells whether
/// what it reads is there.
/// </summary>
internal ref struct SettingListReader(string text)
{
    private readonly string text = text;
    private int position;

    /// <summary>Whether nothing but white space is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            while (position < text.Length && Whitespace.Is(text[position]))
            {
                position++;
            }

            return position == text.Length;
        }
    }

    public bool ReadComma()
    {
        var isComma = !IsAtEnd && text[position] == ',';
        position += isComma ? 1 : 0;
        return isComma;
    }

    /// <summary>A word that is not in quotes, in any case.</summary>
    public bool ReadKeyword(string keyword) =>
        !IsAtEnd && text[position] is not ('"' or '\'') && ReadWord(out var word) && word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool ReadWord(out string word)
    {
        word = string.Empty;
        if (IsAtEnd)
        {
            return false;
        }

        if (text[position] is '"' or '\'')
        {
            return ReadQuoted(out word);
        }

        var start = position;
        while (position < text.Length && (UnicodeData.IsLetterOrDigit(text[position]) || text[position] is '/' or '\\' or '_' or '.' or '-' or '!' or '*' or '?'))
        {
            position++;
        }

        word = text.Substring(start, position - start);
        return word.Length > 0;
    }

    private bool ReadQuoted(out string word)
    {
        var start = position + 1;
        var quote = text[position++];
        while (position < text.Length && text[position] != quote)
        {
            position += text[position] == '\\' ? 2 : 1;
        }

        var isClosed = position < text.Length;
        word = isClosed ? StringEscapes.Unescape(text.AsSpan(start, position - start)) : string.Empty;
        position = Math.Min(position + 1, text.Length);
        return isClosed;
    }
}
