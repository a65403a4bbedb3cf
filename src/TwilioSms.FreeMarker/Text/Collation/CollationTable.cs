using System.Globalization;

namespace TwilioSms.FreeMarker.Text.Collation;

/// <summary>
/// The collation elements of the characters of one language. An element is an int: 16 bits of primary weight (the base letter), then
/// 8 of secondary (accents) and 8 of tertiary (case). Zero is ignored.
/// </summary>
internal sealed class CollationTable
{
    private const int PrimaryStep = 0x10000;
    private const int SecondaryStep = 0x100;

    private static readonly char[] Relations = ['<', ';', ',', '='];

    private readonly Dictionary<char, int> elements = [];
    private readonly Dictionary<char, int> expansions = [];
    private readonly Dictionary<char, List<(string Text, int Element)>> contractions = [];

    internal CollationTable(string language)
    {
        var entries = new List<Entry>();
        foreach (string line in DataFile.ReadLines("collation.txt"))
        {
            string[] columns = line.Split('\t');
            if (columns[0].Length > 0 && columns[0] != language)
            {
                continue;
            }

            if (columns[1] == "@")
            {
                BackwardAccents = true;
                continue;
            }

            int index = entries.FindIndex(entry => entry.Name == columns[1]) + 1;
            entries.RemoveRange(index, int.Parse(columns[2], CultureInfo.InvariantCulture));
            entries.InsertRange(index, Parse(columns[3]));
        }

        Number(entries);
    }

    /// <summary>Whether of several accents the last decides, as in French and some other languages.</summary>
    internal bool BackwardAccents { get; }

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
        for (int start = 0; start < order.Length;)
        {
            int end = order.IndexOfAny(Relations, start + 1);
            end = end < 0 ? order.Length : end;
            entries.Add(new Entry(order[start], order.Substring(start + 1, end - start - 1)));
            start = end;
        }

        return entries;
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

    /// <summary>An entry of an order, as the table writes it: <c>,DF/53</c> is a variant of s that is followed by an S.</summary>
    private readonly struct Entry
    {
        internal Entry(char relation, string name)
        {
            string[] parts = name.Split('/');
            (Relation, Name, Key, Expansion) = (relation, name, Characters(parts[0]), parts.Length > 1 ? Characters(parts[1]) : string.Empty);
        }

        internal char Relation { get; }

        internal string Name { get; }

        internal string Key { get; }

        internal string Expansion { get; }

        private static string Characters(string hexadecimal) => string.Concat(hexadecimal.Split('.').Select(static c => (char)CodePointRanges.Hex(c)));
    }
}
