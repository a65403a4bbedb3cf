namespace TwilioSms.FreeMarker;

/// <summary>How exact a time is printed in the ISO 8601 and XML Schema formats.</summary>
internal enum IsoAccuracy
{
    /// <summary>Milliseconds, without trailing zeros; none if there are none.</summary>
    Milliseconds,

    /// <summary>Always three digits of milliseconds.</summary>
    ForcedMilliseconds,

    Seconds,

    Minutes,

    Hours,
}

/// <summary>The parameters of the <c>iso</c> and <c>xs</c> formats: <c>iso_m_nz</c>, <c>xs ms u</c>.</summary>
/// <param name="IsXmlSchema">Whether it is XML Schema's variant of ISO 8601.</param>
/// <param name="Accuracy">How exact times are.</param>
/// <param name="ShowsOffset">Whether times show their offset.</param>
/// <param name="UsesUtc">Whether dates are printed in UTC rather than in the zone in force.</param>
internal readonly record struct IsoDateOptions(bool IsXmlSchema, IsoAccuracy Accuracy, bool ShowsOffset, bool UsesUtc)
{
    /// <summary>Whether a format is meant to be one of these rather than a pattern.</summary>
    public static bool IsMeant(string format) =>
        format.StartsWith("iso", StringComparison.Ordinal) || format.StartsWith("xs", StringComparison.Ordinal);

    /// <summary>Parses a format for which <see cref="IsMeant"/> holds; <paramref name="error"/> says what is wrong with it.</summary>
    public static bool TryParse(string format, out IsoDateOptions options, out string? error)
    {
        var isXmlSchema = format[0] == 'x';
        IsoAccuracy? accuracy = null;
        bool? showsOffset = null;
        var usesUtc = false;
        options = default;
        error = null;
        var names = format.Substring(isXmlSchema ? 2 : 3);
        if (names.Length > 0 && names[0] is not (' ' or '_'))
        {
            error = $"a space or _ is missing before {names[0]}";
            return false;
        }

        foreach (var name in names.Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries))
        {
            var isRepeated = name switch
            {
                "ms" or "s" or "m" or "h" => accuracy is not null,
                "nz" or "fz" => showsOffset is not null,
                _ => usesUtc && name is "u" or "fu",
            };
            switch (name)
            {
                case "ms":
                    accuracy = IsoAccuracy.ForcedMilliseconds;
                    break;
                case "s":
                    accuracy = IsoAccuracy.Seconds;
                    break;
                case "m" or "h" when !isXmlSchema:
                    accuracy = name == "m" ? IsoAccuracy.Minutes : IsoAccuracy.Hours;
                    break;
                case "nz" or "fz":
                    showsOffset = name == "fz";
                    break;
                case "u" or "fu":
                    usesUtc = true;
                    break;
                default:
                    error = isXmlSchema && name is "m" or "h"
                        ? $"XML Schema has no times less exact than seconds ({name})"
                        : $"{name} is not one of h, m, s, ms, nz, fz, u and fu";
                    return false;
            }

            if (isRepeated)
            {
                error = $"{name} contradicts or repeats what stands before it";
                return false;
            }
        }

        options = new(isXmlSchema, accuracy ?? IsoAccuracy.Milliseconds, showsOffset ?? true, usesUtc);
        return true;
    }
}
