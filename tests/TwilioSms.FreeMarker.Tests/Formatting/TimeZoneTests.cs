using TwilioSms.FreeMarker.Formatting.Dates;
using TwilioSms.FreeMarker.Text;
using static TwilioSms.FreeMarker.Tests.Formatting.DateFormatTests;

namespace TwilioSms.FreeMarker.Tests.Formatting;

public class TimeZoneTests
{
    [Theory]
    [InlineData("GMT+2", "GMT+02:00", 7_200_000)]
    [InlineData("GMT-0530", "GMT-05:30", -19_800_000)]
    [InlineData("GMT+2:30", "GMT+02:30", 9_000_000)]
    [InlineData("GMT-0", "GMT-00:00", 0)]
    [InlineData("Etc/GMT+5", "Etc/GMT+5", -18_000_000)]
    [InlineData("PST", "PST", -28_800_000)]
    public void Zones_have_names_or_offsets(string id, string normalId, int winterOffset)
    {
        var zone = TimeZoneTable.Find(id)!;

        zone.Id.Should().Be(normalId);
        zone.OffsetAt(Milliseconds("2024-01-15T00:00:00Z")).Total.Should().Be(winterOffset);
    }

    [Theory]
    [InlineData("Europe/Nowhere")]
    [InlineData("europe/berlin")]
    [InlineData("GMT+24:00")]
    [InlineData("GMT+02:60")]
    [InlineData("GMT+02:3")]
    [InlineData("+02:00")]
    [InlineData("UTC+2")]
    [InlineData("")]
    public void Other_names_are_none_and_as_a_setting_GMT(string id)
    {
        TimeZoneTable.Find(id).Should().BeNull();
        TimeZoneTable.FindStrictly(id).Should().BeNull();
        TimeZoneTable.FindOrGmt(id).Id.Should().Be("GMT");
    }

    [Theory]
    [InlineData("utc")]
    [InlineData("GMT+0")]
    [InlineData("gmt-00:00")]
    public void Built_ins_take_utc_in_any_case(string id) => TimeZoneTable.FindStrictly(id)!.OffsetAt(0).Total.Should().Be(0);

    [Theory]
    [InlineData("2024-03-31T00:59:59.999Z", 3_600_000)]
    [InlineData("2024-03-31T01:00:00Z", 7_200_000)]
    [InlineData("2099-07-01T00:00:00Z", 7_200_000)]
    [InlineData("2099-12-01T00:00:00Z", 3_600_000)]
    [InlineData("1945-06-01T00:00:00Z", 10_800_000)]
    public void Berlin_has_changed_its_clocks(string moment, int offset) =>
        TimeZoneTable.Find("Europe/Berlin")!.OffsetAt(Milliseconds(moment)).Total.Should().Be(offset);

    [Fact]
    public void Every_zone_of_the_table_can_be_read_and_has_a_name()
    {
        var moments = new[] { long.MinValue / 2, 0, Milliseconds("2024-01-15T00:00:00Z"), Milliseconds("2150-07-15T00:00:00Z") };

        foreach (var id in TimeZoneTable.Ids)
        {
            var zone = TimeZoneTable.Find(id)!;
            moments.Should().OnlyContain(moment => Math.Abs(zone.OffsetAt(moment).Total) < 16 * 3_600_000, id);
            TimeZoneNames.Name(zone, isDaylight: false, isLong: true, Locale.Root).ToString().Should().NotBeEmpty();
        }
    }

    // Expectations from java.util.TimeZone.getDisplayName and java.text.SimpleDateFormat of Java 17.
    [Theory]
    [InlineData("America/New_York", "en_US", "EDT", "Eastern Daylight Time")]
    [InlineData("Europe/Berlin", "de_AT", "MESZ", "Mitteleuropäische Sommerzeit")]
    [InlineData("Europe/Paris", "es_MX_FOO", "GMT+02:00", "hora de verano de Europa central")]
    [InlineData("America/New_York", "ja_JP", "EDT", "アメリカ東部夏時間")]
    [InlineData("Asia/Kolkata", "es_ES", "IST", "hora estándar de la India")]
    [InlineData("Europe/Berlin", "xx_YY", "CEST", "Central European Summer Time")]
    [InlineData("UTC", "de_DE", "UTC", "Koordinierte Weltzeit")]
    [InlineData("GMT+05:30", "fr_FR", "GMT+05:30", "GMT+05:30")]
    public void Names_are_those_of_the_locale(string id, string locale, string expectedShort, string expectedLong)
    {
        var format = Create("z'|'zzzz", locale: locale, zone: id);

        Print(format, Milliseconds("2024-07-15T00:00:00Z")).Should().Be($"{expectedShort}|{expectedLong}");
    }

    [Theory]
    [InlineData("de_DE", "mitteleuropäische sommerzeit", "2024-07-15T10:00:00Z")]
    [InlineData("fr_FR", "heure d’été de l’Est", "2024-07-15T16:00:00Z")]
    [InlineData("en_GB", "British Summer Time", "2024-07-15T11:00:00Z")]
    [InlineData("en_US", "IST", "2024-07-15T10:00:00Z")]
    [InlineData("es_MX", "IST", "2024-07-15T06:30:00Z")]
    public void A_name_is_read_in_the_locale_in_the_order_that_Java_looks_for_it(string locale, string name, string expected) =>
        Read(Create("yyyy-MM-dd HH:mm z", locale: locale), "2024-07-15 12:00 " + name).Should().Be(Milliseconds(expected));
}
