using TwilioSms.FreeMarker.Text.Regex;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>The flags that built-ins of strings take, such as <c>?replace('a', 'b', 'ir')</c>. Letters without a meaning are ignored.</summary>
internal readonly struct RegexFlags(string? letters)
{
    /// <summary><c>r</c>: the string searched is a regular expression.</summary>
    public bool IsRegex => Has('r');

    /// <summary><c>f</c>: only the first match counts.</summary>
    public bool FirstOnly => Has('f');

    /// <summary><c>i</c>: case does not count.</summary>
    public bool IgnoresCase => Has('i');

    public JavaRegexFlags ForRegex =>
        (IgnoresCase ? JavaRegexFlags.IgnoreCase : 0)
        | (Has('m') ? JavaRegexFlags.Multiline : 0)
        | (Has('c') ? JavaRegexFlags.Comments : 0)
        | (Has('s') ? JavaRegexFlags.DotAll : 0);

    /// <summary>Refuses the flags that mean nothing without <c>r</c>, where FreeMarker does.</summary>
    public void RequireRegexFor(in BuiltInCall call)
    {
        if (!IsRegex && (Has('m') || Has('c') || Has('s')))
        {
            throw call.Error("The flags m, c and s are for regular expressions and need the flag r.");
        }
    }

    private bool Has(char letter) => letters?.Contains(letter) == true;
}
