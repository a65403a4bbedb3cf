namespace TwilioSms.FreeMarker.Text.Collation;

/// <summary>
/// The collation elements of the characters of one language. An element is an int: 16 bits of primary weight (the base letter), then
/// 8 of secondary (accents) and 8 of tertiary (case). Zero is ignored.
/// </summary>
internal sealed class CollationTable
{
    private const int PrimaryStep = 0x10000;
    private const int SecondaryStep = 0x100;

    private readonly Dictionary<char, int> elements = [];
    private readonly Dictionary<char, int> expansions = [];
    private readonly Dictionary<char, List<(string Text, int Element)>> contractions = [];

    internal CollationTable(string language)
    {
        List<Entry> entries = Parse(CollationOrders.Root);
        foreach ((string after, int dropped, string inserted) in CollationOrders.Changes(language))
        {
            int index = entries.FindIndex(entry => entry.Name == after) + 1;
            entries.RemoveRange(index, dropped);
            entries.InsertRange(index, Parse(inserted));
        }

        Number(entries);
    }

    internal bool TryGetElement(char c, out int element)
    {
        if (elements.TryGetValue(c, out element))
        {
            return true;
        }

        // Control characters that Java's collators skip, which leaves 0.
        return c is <= '\u0008' or >= '\u000E' and <= '\u001F' or >= '\u007F' and <= '\u009F' or >= '\u200B' and <= '\u200F';
    }

    /// <summary>The second element of a character that is sorted as two, or zero.</summary>
    internal int Expansion(char c) => expansions.TryGetValue(c, out int element) ? element : 0;

    /// <summary>The length of the unit of several characters that starts at the index, or zero.</summary>
    internal int Contraction(string text, int index, out int element)
    {
        if (this.contractions.TryGetValue(text[index], out List<(string Text, int Element)>? contractions))
        {
            foreach ((string unit, int unitElement) in contractions)
            {
                if (string.CompareOrdinal(text, index, unit, 0, unit.Length) == 0)
                {
                    element = unitElement;
                    return unit.Length;
                }
            }
        }

        element = 0;
        return 0;
    }

    private static List<Entry> Parse(string order)
    {
        var entries = new List<Entry>();
        for (int i = 0; i < order.Length;)
        {
            char relation = order[i++];
            string key = ReadKey(order, ref i);
            string expansion = "";
            if (i < order.Length && order[i] == '/')
            {
                i++;
                expansion = ReadKey(order, ref i);
            }

            entries.Add(new Entry(relation, key, expansion));
        }

        return entries;
    }

    private static string ReadKey(string order, ref int i)
    {
        int start = i;
        if (order[i] == '\\')
        {
            i += 2;
            return order.Substring(start + 1, 1);
        }

        while (i < order.Length && order[i] is not ('<' or ';' or ',' or '=' or '/'))
        {
            i++;
        }

        return order.Substring(start, i - start);
    }

    private void Number(List<Entry> entries)
    {
        int element = 0;
        foreach (Entry entry in entries)
        {
            element = entry.Relation switch
            {
                '<' => (element & ~(PrimaryStep - 1)) + PrimaryStep,
                ';' => (element & ~(SecondaryStep - 1)) + SecondaryStep,
                ',' => element + 1,
                _ => element,
            };
            if (entry.Key.Length == 1)
            {
                elements[entry.Key[0]] = element;
                continue;
            }

            if (!this.contractions.TryGetValue(entry.Key[0], out List<(string Text, int Element)>? contractions))
            {
                this.contractions.Add(entry.Key[0], contractions = []);
            }

            contractions.Add((entry.Key, element));
            contractions.Sort((a, b) => b.Text.Length.CompareTo(a.Text.Length));
        }

        foreach (Entry entry in entries)
        {
            if (entry.Expansion.Length > 0)
            {
                expansions[entry.Key[0]] = elements[entry.Expansion[0]];
            }
        }
    }

    private readonly struct Entry(char relation, string key, string expansion)
    {
        internal char Relation => relation;

        internal string Key => key;

        internal string Expansion => expansion;

        internal string Name => expansion.Length == 0 ? key : $"{key}/{expansion}";
    }
}
