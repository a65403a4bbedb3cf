namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Keeps the regular expressions used last, the first in going out first. Safe for use by several threads.</summary>
internal sealed class JavaRegexCache(int capacity, TimeSpan timeLimit)
{
    private readonly Dictionary<(string Pattern, JavaRegexFlags Flags), JavaRegex> _regexes = [];
    private readonly Queue<(string Pattern, JavaRegexFlags Flags)> _order = new();

    /// <exception cref="JavaRegexSyntaxException">Java would refuse the pattern, or .NET has no counterpart for it.</exception>
    internal JavaRegex Get(string pattern, JavaRegexFlags flags)
    {
        lock (_regexes)
        {
            if (_regexes.TryGetValue((pattern, flags), out JavaRegex? known))
            {
                return known;
            }
        }

        var regex = new JavaRegex(pattern, flags, timeLimit);
        lock (_regexes)
        {
            if (!_regexes.ContainsKey((pattern, flags)))
            {
                if (_regexes.Count == capacity)
                {
                    _regexes.Remove(_order.Dequeue());
                }

                _regexes.Add((pattern, flags), regex);
                _order.Enqueue((pattern, flags));
            }
        }

        return regex;
    }
}
