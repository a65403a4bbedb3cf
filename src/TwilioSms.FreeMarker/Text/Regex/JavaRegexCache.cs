namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Keeps the regular expressions used last, the first in going out first. Safe for use by several threads.</summary>
internal sealed class JavaRegexCache(int capacity)
{
    private readonly Dictionary<(string Pattern, JavaRegexFlags Flags), JavaRegex> regexes = [];
    private readonly Queue<(string Pattern, JavaRegexFlags Flags)> order = new();

    /// <exception cref="JavaRegexSyntaxException">Java would refuse the pattern, or it nests too deeply.</exception>
    internal JavaRegex Get(string pattern, JavaRegexFlags flags)
    {
        lock (regexes)
        {
            if (regexes.TryGetValue((pattern, flags), out JavaRegex? known))
            {
                return known;
            }
        }

        var regex = new JavaRegex(pattern, flags);
        lock (regexes)
        {
            if (!regexes.ContainsKey((pattern, flags)))
            {
                if (regexes.Count == capacity)
                {
                    regexes.Remove(order.Dequeue());
                }

                regexes.Add((pattern, flags), regex);
                order.Enqueue((pattern, flags));
            }
        }

        return regex;
    }
}
