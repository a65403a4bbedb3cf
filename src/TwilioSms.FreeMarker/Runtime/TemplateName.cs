namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Names of templates: paths from the template root.</summary>
internal static class TemplateName
{
    /// <summary>A name as written in the template <paramref name="from"/>, seen from the root.</summary>
    public static string Resolve(string from, string name)
    {
        if (name.IndexOf("://", StringComparison.Ordinal) > 0)
        {
            return name;
        }

        if (name.StartsWith('/'))
        {
            var scheme = from.IndexOf("://", StringComparison.Ordinal);
            return scheme > 0 ? string.Concat(from.Substring(0, scheme + 2), name) : name.Substring(1);
        }

        return string.Concat(from.Substring(0, from.LastIndexOf('/') + 1), name);
    }

    /// <summary>The name without a leading slash, <c>.</c> and <c>..</c>; null where it leads out of the root, or on some systems might.</summary>
    public static string? Normalize(string name)
    {
        if (name.Contains('\0') || name.Contains('\\'))
        {
            return null;
        }

        var steps = new List<string>();
        foreach (var step in name.Substring(name.StartsWith('/') ? 1 : 0).Split('/'))
        {
            if (step == "..")
            {
                if (steps.Count == 0)
                {
                    return null;
                }

                steps.RemoveAt(steps.Count - 1);
            }
            else if (step != ".")
            {
                steps.Add(step);
            }
        }

        var full = string.Join("/", steps);
        return full.Length > 1 && full[0] == '/' && !name.StartsWith('/') ? full.Substring(1) : full; // what ./ leaves of .//
    }
}
