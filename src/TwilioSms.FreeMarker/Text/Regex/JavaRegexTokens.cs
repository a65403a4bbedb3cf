namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>The code points of a regular expression. Those between <c>\Q</c> and <c>\E</c> are marked, so none of them is special.</summary>
internal sealed class JavaRegexTokens
{
    internal const int End = -1;

    private const int QuotedBit = 1 << 24;

    private readonly List<int> tokens = [];
    private readonly List<int> indexes = [];
    private readonly int length;

    internal JavaRegexTokens(string pattern)
    {
        length = pattern.Length;
        bool quoted = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            char next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            if (c == '\\' && next == (quoted ? 'E' : 'Q'))
            {
                quoted = !quoted;
                i++;
            }
            else if (c == '\\' && !quoted && i + 1 < pattern.Length)
            {
                Add(c, i);
                i = AddCodePoint(pattern, i + 1, quoted: false);
            }
            else
            {
                i = AddCodePoint(pattern, i, quoted);
            }
        }
    }

    internal int Cursor { get; set; }

    /// <summary>Where the last character is spelled that takes a surrogate; -1 without one.</summary>
    internal int LastBeyondBasicPlane { get; private set; } = -1;

    /// <summary>The code point at the cursor: negative at the end or where it is quoted, see <see cref="Literal"/>.</summary>
    internal int Current => At(0);

    internal bool IsAtEnd => Cursor >= tokens.Count;

    /// <summary>The code point at the cursor, quoted or not.</summary>
    internal int Literal => tokens[Cursor] & ~QuotedBit;

    internal int At(int offset)
    {
        int i = Cursor + offset;
        return i >= tokens.Count ? End : (tokens[i] & QuotedBit) != 0 ? End - 1 : tokens[i];
    }

    internal bool Accept(int token)
    {
        if (Current != token)
        {
            return false;
        }

        Cursor++;
        return true;
    }

    internal JavaRegexSyntaxException Error(string problem) =>
        new(problem, Cursor < indexes.Count ? indexes[Cursor] : length);

    private int AddCodePoint(string pattern, int i, bool quoted)
    {
        bool pair = char.IsHighSurrogate(pattern[i]) && i + 1 < pattern.Length && char.IsLowSurrogate(pattern[i + 1]);
        int codePoint = pair ? char.ConvertToUtf32(pattern[i], pattern[i + 1]) : pattern[i];
        Add(quoted ? codePoint | QuotedBit : codePoint, i);
        return pair ? i + 1 : i;
    }

    private void Add(int token, int index)
    {
        int codePoint = token & ~QuotedBit;
        if (codePoint > char.MaxValue || char.IsSurrogate((char)codePoint))
        {
            LastBeyondBasicPlane = tokens.Count;
        }

        tokens.Add(token);
        indexes.Add(index);
    }
}
