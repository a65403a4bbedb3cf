using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>
/// What a pattern of Java's DecimalFormat says: signs before and after, digits, grouping, exponent. The signs are already in the
/// locale's own spelling.
/// </summary>
internal sealed record DecimalPattern
{
    public string PositivePrefix { get; init; } = string.Empty;

    public string PositiveSuffix { get; init; } = string.Empty;

    public string NegativePrefix { get; init; } = string.Empty;

    public string NegativeSuffix { get; init; } = string.Empty;

    public int MinimumIntegerDigits { get; init; }

    /// <summary>With an exponent: the most digits before the point, by whose number the exponent moves; otherwise of no account.</summary>
    public int MaximumIntegerDigits { get; init; }

    public int MinimumDecimals { get; init; }

    public int MaximumDecimals { get; init; }

    /// <summary>The digits between two grouping separators; 0 where there are none.</summary>
    public int GroupingSize { get; init; }

    public bool AlwaysShowsPoint { get; init; }

    /// <summary>The least digits of the exponent; 0 for plain notation.</summary>
    public int ExponentDigits { get; init; }

    /// <summary>What a value is multiplied by before it is printed: 100 for percent.</summary>
    public int Multiplier { get; init; } = 1;

    /// <summary>Whether a currency sign occurs, which selects the monetary separators.</summary>
    public bool IsCurrency { get; init; }

    public RoundingMode RoundingMode { get; init; } = RoundingMode.HalfEven;

    /// <exception cref="FormatException">The pattern is malformed.</exception>
    public static DecimalPattern Parse(string pattern, NumberSymbols symbols) => new DecimalPatternParser(pattern, symbols).Parse();
}
