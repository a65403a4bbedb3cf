using System.Text;

namespace TwilioSms.FreeMarker.Text;

/// <summary>The naming convention of <c>upperCase</c>.</summary>
internal static class CamelCase
{
    /// <summary>A name of the legacy convention in camel case.</summary>
    public static string Of(string name)
    {
        var camel = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            camel.Append(name[i] == '_' ? char.ToUpperInvariant(name[++i]) : name[i]);
        }

        // The abbreviations "no zone" and "forced zone" have two capitals: isoUtcNZ.
        if (name.EndsWith("_nz", StringComparison.Ordinal) || name.EndsWith("_fz", StringComparison.Ordinal))
        {
            camel[camel.Length - 1] = 'Z';
        }

        return camel.ToString();
    }
}
