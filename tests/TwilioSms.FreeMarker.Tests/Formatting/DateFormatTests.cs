using System.Globalization;
using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Formatting.Dates;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Formatting;

public class DateFormatTests
{
    private static readonly long Now = Milliseconds("2026-11-23T09:00:00Z");

    // Recorded by RecordDateFormats.java.
    [Fact]
    public void Random_patterns_locales_zones_and_dates_print_and_read_as_in_the_JDK()
    {
        var differences = File.ReadLines("Formatting/DateFormat.tsv")
            .Select(static line => line.Split('\t'))
            .Where(static row => Run(row) != row[5])
            .Select(static row => $"{string.Join(" | ", row)} but got {Run(row)}");

        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss.SSS", "2024-03-05 14:07:09.012")]
    [InlineData("EEEE, MMMM d, y 'at' h:mm a", "Tuesday, March 5, 2024 at 2:07 PM")]
    [InlineData("h 'o''clock'", "2 o'clock")]
    [InlineData("yy yyy yyyyy", "24 2024 02024")]
    [InlineData("M MM MMM MMMM", "3 03 Mar March")]
    [InlineData("k K H h", "14 2 14 2")]
    [InlineData("D F w W u", "65 1 10 2 2")]
    [InlineData("G", "AD")]
    [InlineData("z Z X XX XXX", "UTC +0000 Z Z Z")]
    public void Letters_are_those_of_SimpleDateFormat(string pattern, string expected) =>
        Print(Create(pattern), Milliseconds("2024-03-05T14:07:09.012Z")).Should().Be(expected);

    [Theory]
    [InlineData("yyyy-MM-dd j", "the letter j")]
    [InlineData("'at", "quote")]
    [InlineData("XXXX", "three times")]
    [InlineData("iso_q", "q is not one of")]
    [InlineData("isoms", "space or _")]
    [InlineData("iso_m_s", "repeats")]
    [InlineData("xs_h", "seconds")]
    [InlineData("@mine", "custom")]
    public void A_format_that_is_none_is_refused_with_the_reason(string format, string reason) =>
        FluentActions.Invoking(() => Create(format)).Should().Throw<FormatException>().WithMessage($"*{reason}*");

    [Theory]
    [InlineData("yyyy-MM-dd", "2024-13-32", "2025-02-01T00:00:00Z")]
    [InlineData("yyyy-MM-dd", "2024-03-05 and more", "2024-03-05T00:00:00Z")]
    [InlineData("yyyyMMdd", "20240305", "2024-03-05T00:00:00Z")]
    [InlineData("d/M/yy", "5/3/46", "2046-03-05T00:00:00Z")]
    [InlineData("d/M/yy", "5/3/47", "1947-03-05T00:00:00Z")]
    [InlineData("d/M/yy", "24/11/46", "1946-11-24T00:00:00Z")]
    [InlineData("d/M/yy", "5/3/046", "0046-03-03T00:00:00Z")]
    [InlineData("h:mm a", "12:07 am", "1970-01-01T00:07:00Z")]
    [InlineData("yyyy-MM-dd HH:mm Z", "2024-03-05 14:07 -0530", "2024-03-05T19:37:00Z")]
    [InlineData("yyyy-MM-dd HH:mm z", "2024-07-05 14:07 PDT", "2024-07-05T21:07:00Z")]
    [InlineData("yyyy-MM-dd HH:mm z", "2024-07-05 14:07 GMT+3:30", "2024-07-05T10:37:00Z")]
    [InlineData("YYYY-'W'ww-u", "2024-W10-2", "2024-03-05T00:00:00Z")]
    [InlineData("yyyy D", "2024 366", "2024-12-31T00:00:00Z")]
    [InlineData("dd.MM.yyyy", "10.10.1582", "1582-10-20T00:00:00Z")]
    public void Reading_is_lenient_as_in_Java(string pattern, string text, string expected) =>
        Read(Create(pattern), text).Should().Be(Milliseconds(expected));

    [Theory]
    [InlineData("yyyy-MM-dd", "5 March")]
    [InlineData("yyyy-MM-dd", "")]
    [InlineData("yyyy-MM-dd", "2024-03")]
    [InlineData("MMMM", "Xyz")]
    [InlineData("HH:mm X", "14:07 +2")]
    public void A_text_that_does_not_match_the_pattern_is_not_read(string pattern, string text) =>
        Read(Create(pattern), text).Should().BeNull();

    [Theory]
    [InlineData("2024-03-31T02:30", "2024-03-31T01:30:00Z")]
    [InlineData("2024-10-27T02:30", "2024-10-27T01:30:00Z")]
    public void A_time_that_is_skipped_or_comes_twice_has_standard_time(string local, string expected) =>
        Read(Create("yyyy-MM-dd'T'HH:mm", zone: "Europe/Berlin"), local).Should().Be(Milliseconds(expected));

    [Theory]
    [InlineData("-12219292800000", "1582-10-15")]
    [InlineData("-12219292800001", "1582-10-04")]
    [InlineData("-62135596800000", "0001-01-03")]
    public void Before_15_October_1582_the_calendar_is_Julian(string milliseconds, string expected) =>
        Print(Create("yyyy-MM-dd"), long.Parse(milliseconds, CultureInfo.InvariantCulture)).Should().Be(expected);

    [Theory]
    [InlineData("en_US", "3/5/24, 2:07 PM", "March 5, 2024 at 2:07:09 PM UTC")]
    [InlineData("en_GB", "05/03/2024, 14:07", "5 March 2024 at 14:07:09 UTC")]
    [InlineData("de_DE", "05.03.24, 14:07", "5. März 2024 um 14:07:09 UTC")]
    [InlineData("th_TH", "5/3/67 14:07", "5 มีนาคม 2567 14 นาฬิกา 07 นาที 09 วินาที UTC")]
    [InlineData("ar_EG", "٥\u200F/٣\u200F/٢٠٢٤, ٢:٠٧ م", "٥ مارس ٢٠٢٤ في ٢:٠٧:٠٩ م UTC")]
    [InlineData("xx_YY", "2024-03-05 14:07", "2024 Mar 5 14:07:09 UTC")]
    public void Styles_are_those_of_the_locale(string locale, string expectedShort, string expectedLong)
    {
        var moment = Milliseconds("2024-03-05T14:07:09Z");

        Print(Create("short", locale: locale), moment).Should().Be(expectedShort);
        Print(Create("long", locale: locale), moment).Should().Be(expectedLong);
    }

    [Theory]
    [InlineData("en_US", "1 1 2022")]
    [InlineData("de_DE", "52 0 2021")]
    [InlineData("ar_EG", "١ ١ ٢٠٢٢")]
    public void Weeks_are_counted_by_the_country(string locale, string expected) =>
        Print(Create("w W Y", locale: locale), Milliseconds("2022-01-01T00:00:00Z")).Should().Be(expected);

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")]
    [InlineData("EEEE, d MMMM yyyy G, h:mm a z")]
    [InlineData("iso_ms")]
    [InlineData("full")]
    public void Printing_allocates_nothing(string name)
    {
        var format = Create(name, zone: "Europe/Berlin");
        var output = new OutputWriter();
        format.Write(Now, output);
        output.Truncate(0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        format.Write(Now, output);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    internal static long Milliseconds(string iso) =>
        DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    internal static DateFormat Create(string format, DateKind kind = DateKind.DateTime, string locale = "en_US", string zone = "UTC") =>
        DateFormat.Create(format, kind, Locale.Parse(locale), TimeZoneTable.Find(zone)!);

    internal static string Print(DateFormat format, long milliseconds)
    {
        var output = new OutputWriter();
        format.Write(milliseconds, output);
        return output.Take(0);
    }

    internal static long? Read(DateFormat format, string text) =>
        format.TryParse(text, Now, out var milliseconds, out _) ? milliseconds : null;

    private static string Run(string[] row)
    {
        var zone = TimeZoneTable.Find(row[3])!;
        if (row[0] == "Z")
        {
            return zone.OffsetAt(long.Parse(row[4], CultureInfo.InvariantCulture)).Total.ToString(CultureInfo.InvariantCulture);
        }

        try
        {
            var format = row[0] == "S" ? Styles(row[1].Split('_'), row[2], zone)
                : new PatternDateFormat(DatePattern.Parse(Unescape(row[1])), DateSymbols.For(Locale.Parse(row[2])), Locale.Parse(row[2]), zone);
            return row[0] == "P"
                ? Read(format, Unescape(row[4]))?.ToString(CultureInfo.InvariantCulture) ?? "UNREADABLE"
                : Escape(Print(format, long.Parse(row[4], CultureInfo.InvariantCulture)));
        }
        catch (FormatException)
        {
            return "PATTERN";
        }
    }

    private static DateFormat Styles(string[] names, string locale, TimeZoneRules zone)
    {
        string[] styles = ["short", "medium", "long", "full"];
        var kind = names[0] switch { "d" => DateKind.Date, "t" => DateKind.Time, _ => DateKind.DateTime };
        return DateFormat.Create(
            string.Join("_", names.Skip(1).Select(name => styles[name[0] - '0'])), kind, Locale.Parse(locale), zone);
    }

    private static string Unescape(string text) => Regex.Replace(
        text, @"\\u([0-9a-f]{4})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    private static string Escape(string text) => string.Concat(text.Select(
        c => c is < ' ' or > '~' or '\\' ? $"\\u{(int)c:x4}" : c.ToString()));
}
