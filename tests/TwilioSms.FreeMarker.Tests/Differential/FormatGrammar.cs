using System.Globalization;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Numbers and dates under random formats, locales and time zones, printed and read back.</summary>
internal sealed class FormatGrammar(Random random) : ICaseGrammar
{
    /// <summary>In 1938: earlier, offsets of some zones have seconds, for which the reference's buffer is too short.</summary>
    private const long EarliestDate = -1_000_000_000_000;

    private static readonly string[] Locales =
    [
        "en_US", "de_DE", "fr", "fr_FR", "de_CH", "es", "pt_BR", "it", "nl", "pl", "ru", "ja", "zh_CN", "sv", "da", "tr", "cs", "hu", "fi", "ar", "hi", "ko", "en_GB", "en_IN",
        "nb", "uk", "el", "ro", "th", "vi", "de_AT", "es_MX", "fr_CA", "fr_CH",
    ];

    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "GMT+2", "GMT-03:30", "America/Sao_Paulo", "Europe/London", "Asia/Kathmandu", "bogus"];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "0.5", "-0.5", "1.5", "2.5", "0.05", "0.005", "1234.5678", "-1234567.891", "1E10", "1E-10", "12345678901234567890", "0.000123", "99.995", "999999.5", "1e300", "100",
        "-0.001", "3.14159265358979", "1.005", "-2.5", "1.10",
    ];

    private static readonly string[] NumberPieces =
        ["$", "€", "'x'", "kg", "%", "‰", "¤", "'", "''", "-", "+", " ", "#,##0", "a", "E", "EUR ", "'#'", ".", ",", ";", "0", "#", "0.00", "0.###", "00.0", "##0.##E0", "0E0", "#,#", ";(0)"];

    private static readonly string[] NumberOptions =
    [
        "roundingMode=halfUp", "rnd=up", "roundingMode=floor mul=100", "decimalSeparator=,", "dec=',' grp=.", "groupingSeparator=' '", "exponentSeparator=e exp=E", "minusSign=~", "inf=I nan=N",
        "zeroDigit=\u0660", "currencyCode=EUR", "bogus=1", "rnd=hd", "grp=''", "multiplier=-1", "monetaryDecimalSeparator=;",
    ];

    private static readonly string[] DateLetters =
    [
        "yyyy", "yy", "y", "MM", "M", "MMM", "MMMM", "dd", "d", "HH", "H", "hh", "h", "kk", "K", "mm", "m", "ss", "s", "SSS", "S", "a", "E", "EEEE", "u", "D", "F", "w", "W", "G", "Z", "X", "XXX", "YYYY", "LLL",
        "'T'", "' o''clock'", "-", "/", ":", " ", ".", ", ", "b", "é",
    ];

    private static readonly string[] NamedDateFormats =
        ["short", "medium", "long", "iso", "xs", "iso_m", "iso_h_nz", "iso_ms_u", "xs_fz", "short_long", "medium_short", "bogus"];

    private static readonly string[] DateTexts =
    [
        "2024-03-05", "2024-02-30", "2024-13-01", "24-3-5", "05/03/2024", "2024-03-05T10:20:30", "2024-03-05T10:20:30Z", "2024-03-05T10:20:30.123+02:00", "10:20", "10:20:30", "25:61", "20240305", "-0044-03-15",
        "Mar 5, 2024", "5 March 2024", "10:20 PM", "2024-03-05 10:20", " 2024-03-05 ", "", "2024-060", "2024-03-05T24:00:00", "3/5/24 1:02 PM", "Mar 5, 2024, 1:02:03 PM", "Tuesday, March 5, 2024",
    ];

    private static readonly string[] DateFormats =
        ["yyyy-MM-dd", "dd/MM/yyyy", "HH:mm", "HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "MMM d, yyyy", "d MMMM yyyy", "hh:mm a", "yyyyMMdd", "yy-M-d", "yyyy-DDD", "iso", "xs", "short", "medium", "full", "yyyy-MM-dd'T'HH:mm:ssX"];

    public ConformanceCase Next()
    {
        var settings = (random.Next(2) == 0 ? $"<#setting locale='{random.Pick(Locales)}'>" : "") + (random.Next(2) == 0 ? $"<#setting time_zone='{random.Pick(Zones)}'>" : "");
        return random.Next(2) == 0
            ? Generated.Case(settings + Number(), $$"""{"x":{{random.Pick(Numbers)}}}""")
            : Generated.Case(settings + Date(), $$"""{"x":{{(random.NextInt64(EarliestDate, 5_000_000_000_000)).ToString(CultureInfo.InvariantCulture)}}}""");
    }

    private string Number() => random.Next(6) switch
    {
        0 => $"<#setting number_format={Generated.Quoted(NumberPattern())}>${{x}}|${{-x}}",
        1 => $"<#setting number_format={Generated.Quoted(NumberPattern())}>${{'a' + x + x?c}}",
        2 => $"${{x?string.{random.Pick(["number", "currency", "percent", "computer", "c", "short"])}}}",
        3 => $"#{{x; {random.Pick(["m", "M"])}{random.Next(12)}{random.Pick(["", "M9", "m2", "M"])}}}",
        _ => $"${{x?string({Generated.Quoted(NumberPattern())})}}",
    };

    private string NumberPattern() =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Pick(NumberPieces)))
        + (random.Next(5) == 0 ? ";; " + random.Pick(NumberOptions) : "");

    private string Date()
    {
        var kind = random.Pick(["date", "time", "datetime", "datetime"]);
        var pattern = Generated.Quoted(string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Pick(DateLetters))));
        return random.Next(6) switch
        {
            0 => $"${{x?number_to_{kind}?string({pattern})?{kind}({pattern})?long?c}}",
            1 => $"${{x?number_to_{kind}?string.{random.Pick(NamedDateFormats)}}}",
            2 => $"<#setting {kind}_format={random.Pick([pattern, "'iso m nz'", "'xs u'", "'long_short'", "''", "'medium'", "'xs bogus'"])}>${{x?number_to_{kind}}}",
            3 => $"${{x?number_to_{kind}?iso{random.Pick(["('UTC')", "_utc", "_local", "_h('GMT+1')", "_m_nz('Asia/Tokyo')", "_utc_fz", "_nz('bogus')", "_ms('GMT-3')"])}}}",
            4 => $"${{{Generated.Quoted(random.Pick(DateTexts))}?{kind}{random.Pick(["", ".iso", ".xs", $"({Generated.Quoted(random.Pick(DateFormats))})"])}?string('yyyy-MM-dd HH:mm:ss.SSS Z')}}",
            _ => $"${{x?number_to_{kind}?string({pattern})}}",
        };
    }
}
