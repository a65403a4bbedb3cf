using System.Text;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>A replacement as java.util.regex.Matcher reads it: <c>$1</c> and <c>${name}</c> are groups, a backslash quotes what follows.</summary>
internal sealed class JavaReplacement
{
    private readonly List<(string? Literal, int Group)> parts = [];
    private readonly StringBuilder literal = new();

    private JavaReplacement()
    {
    }

    /// <exception cref="JavaRegexSyntaxException">The replacement is malformed or names a group that the expression has not.</exception>
    internal static JavaReplacement Parse(string text, JavaRegex regex)
    {
        var replacement = new JavaReplacement();
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    if (++i == text.Length)
                    {
                        throw new JavaRegexSyntaxException("The replacement ends with a backslash that quotes nothing; write \\\\ for one", i - 1);
                    }

                    replacement.literal.Append(text[i]);
                    break;
                case '$':
                    i = replacement.AddGroup(text, i, regex);
                    break;
                default:
                    replacement.literal.Append(text[i]);
                    break;
            }
        }

        replacement.FlushLiteral();
        return replacement;
    }

    /// <summary>Appends the replacement of the match that was found last; a group that took no part is empty.</summary>
    internal void AppendTo(StringBuilder output, string text, JavaMatcher match)
    {
        foreach ((string? literal, int group) in parts)
        {
            if (literal is not null)
            {
                output.Append(literal);
            }
            else if (match.Bounds(group) is (var start and >= 0, var end))
            {
                output.Append(text, start, end - start);
            }
        }
    }

    internal int LengthFor(JavaMatcher match)
    {
        int length = 0;
        foreach ((string? literal, int group) in parts)
        {
            (int start, int end) = match.Bounds(group);
            length += literal?.Length ?? end - start;
        }

        return length;
    }

    /// <summary>Returns the index of the last character of the reference that starts at the dollar sign.</summary>
    private int AddGroup(string text, int dollar, JavaRegex regex)
    {
        int i = dollar + 1;
        int group;
        if (i < text.Length && text[i] == '{')
        {
            int end = ++i;
            while (end < text.Length && IsLetterOrDigit(text[end]))
            {
                end++;
            }

            if (end == i || text[i] <= '9' || end == text.Length || text[end] != '}')
            {
                throw new JavaRegexSyntaxException("'${' in the replacement is followed by the name of a group and '}'; write \\$ for a dollar sign", dollar);
            }

            string name = text.Substring(i, end - i);
            group = regex.FindGroup(name)
                ?? throw new JavaRegexSyntaxException($"The regular expression has no group named '{name}' for the replacement to refer to", dollar);
            i = end;
        }
        else if (i < text.Length && text[i] is >= '0' and <= '9')
        {
            group = text[i] - '0';
            if (group > regex.GroupCount)
            {
                throw new JavaRegexSyntaxException($"The regular expression has no group {group} for the replacement to refer to", dollar);
            }

            // A further digit belongs to the number only if there is such a group.
            while (i + 1 < text.Length && text[i + 1] is >= '0' and <= '9' && group * 10 + text[i + 1] - '0' <= regex.GroupCount)
            {
                i++;
                group = group * 10 + text[i] - '0';
            }
        }
        else
        {
            throw new JavaRegexSyntaxException("'$' in the replacement is followed by the number or {name} of a group; write \\$ for a dollar sign", dollar);
        }

        FlushLiteral();
        parts.Add((null, group));
        return i;
    }

    private void FlushLiteral()
    {
        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), 0));
            literal.Clear();
        }
    }

    private static bool IsLetterOrDigit(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';
}
