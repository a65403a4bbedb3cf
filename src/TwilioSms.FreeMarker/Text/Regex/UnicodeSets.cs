namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>The sets of code points that Unicode 13.0 names, which Java 17 follows: scripts, blocks, and the properties that general categories do not give.</summary>
internal static class UnicodeSets
{
    private static readonly Lazy<Dictionary<string, string>> Scripts = new(static () => Read("scripts.txt", static names => names.Split(' ')));

    private static readonly Lazy<Dictionary<string, string>> Blocks = new(static () => Read("blocks.txt", static names => NamesOfBlock(names.Split(';'))));

    private static readonly Lazy<Dictionary<string, string>> Properties = new(static () => Read("properties.txt", static name => [name]));

    /// <summary>The script of that name or code in any case; null where there is none.</summary>
    internal static CodePointSet? FindScript(string name) => Find(Scripts.Value, name);

    /// <summary>The block of that name in any case; null where there is none.</summary>
    internal static CodePointSet? FindBlock(string name) => Find(Blocks.Value, name);

    /// <summary>The property of that name; it is in the table.</summary>
    internal static CodePointSet Property(string name) => Parse(Properties.Value[name]);

    internal static CodePointSet Parse(string ranges)
    {
        var ends = new List<int>();
        foreach ((int first, int last, int step) in CodePointRanges.Parse(ranges))
        {
            if (step == 1)
            {
                ends.Add(first);
                ends.Add(last);
                continue;
            }

            for (int c = first; c <= last; c += step)
            {
                ends.Add(c);
                ends.Add(c);
            }
        }

        return CodePointSet.Of([.. ends]);
    }

    private static CodePointSet? Find(Dictionary<string, string> table, string name) =>
        table.TryGetValue(CaseMapping.ToUpper(name, Locale.Root), out string? ranges) ? Parse(ranges) : null;

    private static IEnumerable<string> NamesOfBlock(string[] names) =>
        names.SelectMany(static name => new[] { name, name.Replace(" ", string.Empty) }).Append(names[0].Replace(' ', '_').Replace('-', '_'));

    private static Dictionary<string, string> Read(string file, Func<string, IEnumerable<string>> namesOf)
    {
        var table = new Dictionary<string, string>();
        foreach ((string names, string ranges) in CodePointRanges.ReadRows(file))
        {
            foreach (string name in namesOf(names))
            {
                table[name] = ranges;
            }
        }

        return table;
    }
}
