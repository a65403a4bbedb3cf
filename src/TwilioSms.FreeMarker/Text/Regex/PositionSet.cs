namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Positions of a text, a bit for each.</summary>
internal sealed class PositionSet(int length)
{
    private const int WordsPerUnit = 8;

    private readonly ulong[] words = new ulong[(length >> 6) + 1];
    private int firstWord = int.MaxValue;
    private int lastWord = -1;

    internal bool Contains(int position) => (words[position >> 6] & (1UL << (position & 63))) != 0;

    internal void Add(int position)
    {
        int word = position >> 6;
        words[word] |= 1UL << (position & 63);
        firstWord = Math.Min(firstWord, word);
        lastWord = Math.Max(lastWord, word);
    }

    internal void Clear(MatchBudget budget)
    {
        if (lastWord >= 0)
        {
            int count = lastWord - firstWord + 1;
            budget.Spend(count / WordsPerUnit);
            Array.Clear(words, firstWord, count);
            firstWord = int.MaxValue;
            lastWord = -1;
        }
    }
}
