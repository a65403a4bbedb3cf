namespace TwilioSms.FreeMarker.Formatting.Dates;

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
/// <param name="UsesUtc">Whether dates are printed, and read where they show no offset, in UTC rather than in the zone in force.</param>
internal readonly record struct IsoDateOptions(bool IsXmlSchema, IsoAccuracy Accuracy, bool ShowsOffset, bool UsesUtc)
{
    /// <summary>Whether a format is meant to be one of these rather than a pattern.</summary>
    public static bool IsMeant(string format) =>
        format.StartsWith("iso", StringComparison.Ordinal) || format.StartsWith("xs", StringComparison.Ordinal);

    /// <summary>Parses a format for which <see cref="IsMeant"/> holds.</summary>
    /// <exception cref="FormatException">The parameters are none.</exception>
    public static IsoDateOptions Parse(string format)
    {
        var isXmlSchema = format[0] == 'x';
        IsoAccuracy? accuracy = null;
        bool? showsOffset = null;
        var usesUtc = false;
        var names = format.Substring(isXmlSchema ? 2 : 3);
        if (names.Length > 0 && names[0] is not (' ' or '_'))
        {
            throw new FormatException($"a space or _ is missing before {names[0]}");
        }

        foreach (var name in names.Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries))
        {
            var isRepeated = false;
            switch (name)
            {
                case "ms" or "s" or "m" or "h":
                    isRepeated = accuracy is not null;
                    accuracy = ReadAccuracy(name, isXmlSchema);
                    break;
                case "nz" or "fz":
                    isRepeated = showsOffset is not null;
                    showsOffset = name == "fz";
                    break;
                case "u" or "fu":
                    isRepeated = usesUtc;
                    usesUtc = true;
                    break;
                default:
                    throw new FormatException($"{name} is not one of h, m, s, ms, nz, fz, u and fu");
            }

            if (isRepeated)
            {
                throw new FormatException($"{name} repeats or contradicts what stands before it");
            }
        }

        return new(isXmlSchema, accuracy ?? IsoAccuracy.Milliseconds, showsOffset ?? true, usesUtc);
    }

    private static IsoAccuracy ReadAccuracy(string name, bool isXmlSchema) => name switch
    {
        "ms" => IsoAccuracy.ForcedMilliseconds,
        "s" => IsoAccuracy.Seconds,
        _ when isXmlSchema => throw new FormatException($"XML Schema has no times less exact than seconds ({name})"),
        "m" => IsoAccuracy.Minutes,
        _ => IsoAccuracy.Hours,
    };
}
