namespace TwilioSms.Walls;

/// <summary>The strongly connected components of a graph, by Tarjan's algorithm.</summary>
internal sealed class Circles
{
    private readonly IReadOnlyDictionary<string, SortedSet<string>> needs;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly Stack<string> path = new();

    public Circles(IReadOnlyDictionary<string, SortedSet<string>> needs)
    {
        this.needs = needs;
        foreach (var type in needs.Keys.Where(type => !numbers.ContainsKey(type)))
        {
            Visit(type);
        }
    }

    public IReadOnlyList<string> Largest { get; private set; } = [];

    /// <returns>The lowest number that can be reached from the type along its circle.</returns>
    private int Visit(string type)
    {
        var number = numbers.Count;
        var lowest = number;
        numbers.Add(type, number);
        path.Push(type);
        open.Add(type);
        foreach (var needed in needs[type])
        {
            if (!numbers.TryGetValue(needed, out var seen))
            {
                lowest = Math.Min(lowest, Visit(needed));
            }
            else if (open.Contains(needed))
            {
                lowest = Math.Min(lowest, seen);
            }
        }

        if (lowest == number)
        {
            Close(type);
        }

        return lowest;
    }

    private void Close(string first)
    {
        var circle = new List<string>();
        string type;
        do
        {
            type = path.Pop();
            open.Remove(type);
            circle.Add(type);
        }
        while (type != first);

        if (circle.Count > Largest.Count)
        {
            circle.Sort(StringComparer.Ordinal);
            Largest = circle;
        }
    }
}
