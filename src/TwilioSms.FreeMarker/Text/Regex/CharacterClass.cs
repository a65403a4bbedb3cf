namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A set of code points prepared for matching: what it holds of Latin-1, where most texts live, is a table of bits.</summary>
internal sealed class CharacterClass
{
    internal const int TableSize = 256;

    private readonly CodePointSet set;
    private readonly ulong[] table = new ulong[TableSize / 64];

    internal CharacterClass(CodePointSet set)
    {
        this.set = set;
        for (int c = 0; c < TableSize; c++)
        {
            if (set.Contains(c))
            {
                table[c >> 6] |= 1UL << (c & 63);
            }
        }
    }

    /// <summary>How much asking for a code point costs, in the matcher's units of work.</summary>
    internal int Cost => 1 + set.Cost / 8;

    internal bool IsBasic => set.IsBasic;

    internal bool Contains(int codePoint) =>
        codePoint < TableSize ? (table[codePoint >> 6] & (1UL << (codePoint & 63))) != 0 : set.Contains(codePoint);

    /// <summary>Where the code point after <paramref name="position"/> ends, if it is of the set; -1 if not or where the text ends.</summary>
    internal int Step(string text, int position)
    {
        if (position >= text.Length)
        {
            return -1;
        }

        int codePoint = text[position++];
        if (char.IsHighSurrogate((char)codePoint) && position < text.Length && char.IsLowSurrogate(text[position]))
        {
            codePoint = char.ConvertToUtf32((char)codePoint, text[position++]);
        }

        return Contains(codePoint) ? position : -1;
    }
}
