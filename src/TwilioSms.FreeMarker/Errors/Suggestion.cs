using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Errors;

/// <summary>Finds the name somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence with the name nearest to a wrong one, after a space; empty where none is near.</summary>
    public static string For(string wrong, IEnumerable<string> names, string prefix) =>
        Find(wrong, names) is { } near ? $" Did you mean {prefix}{near}?" : string.Empty;

    /// <summary>The name nearest to a wrong one; null where none is near.</summary>
    public static string? Find(string wrong, IEnumerable<string> names)
    {
        var best = string.Empty;
        var bestDistance = Math.Max(1, wrong.Length / 3) + 1;
        foreach (var name in names)
        {
            var distance = IsPartOf(wrong, name) ? 1 : Distance(wrong, name, bestDistance);
            if (distance < bestDistance || (distance == bestDistance && best.Length > 0 && string.CompareOrdinal(name, best) < 0))
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best.Length == 0 ? null : best;
    }

    /// <summary>Whether a name is cut short (<c>cap</c> for <c>cap_first</c>) or has a word too many (<c>to_string</c>).</summary>
    private static bool IsPartOf(string wrong, string name) =>
        (wrong.Length > 2 && name.StartsWith(wrong + "_", StringComparison.OrdinalIgnoreCase))
        || wrong.EndsWith("_" + name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The number of letters to add, drop, change or swap, up to <paramref name="limit"/>.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return int.MaxValue;
        }

        var rows = new int[a.Length + 1][];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i] = new int[b.Length + 1];
            rows[i][0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0][j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = UnicodeData.ToLower(a[i - 1]) == UnicodeData.ToLower(b[j - 1]) ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1][j] + 1, rows[i][j - 1] + 1), rows[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, rows[i - 2][j - 2] + 1);
                }

                rows[i][j] = best;
            }
        }

        return rows[a.Length][b.Length];
    }
}
