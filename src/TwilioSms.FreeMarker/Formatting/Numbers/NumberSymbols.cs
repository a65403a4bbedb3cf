using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>The signs a locale writes numbers with, and its usual patterns.</summary>
internal sealed record NumberSymbols
{
    public required char Decimal { get; init; }

    public required char Grouping { get; init; }

    public required char MonetaryDecimal { get; init; }

    public required char MonetaryGrouping { get; init; }

    public required string Minus { get; init; }

    public required string Percent { get; init; }

    public required string PerMille { get; init; }

    /// <summary>The digit zero; the other nine follow it in Unicode.</summary>
    public required char Zero { get; init; }

    public required string Infinity { get; init; }

    public required string NaN { get; init; }

    /// <summary>What stands between mantissa and exponent.</summary>
    public required string Exponent { get; init; }

    public required string NumberPattern { get; init; }

    public required string PercentPattern { get; init; }

    public required string CurrencyPattern { get; init; }

    /// <summary>How the locale writes <see cref="CurrencyCode"/>: <c>$</c>.</summary>
    public required string CurrencySymbol { get; init; }

    /// <summary>The ISO 4217 code of the currency of the locale's country; <c>XXX</c>, no currency, where there is no country.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>The symbols of what is read by programs: those of no locale, and infinity as XML Schema spells it.</summary>
    public static NumberSymbols ForComputers { get; } = NumberSymbolTable.Find(Locale.Root) with { Infinity = "INF" };
}
