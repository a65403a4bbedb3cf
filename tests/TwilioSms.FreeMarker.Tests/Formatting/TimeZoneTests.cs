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
            TimeZoneNames.Name(zone, isDaylight: false, isLong: true, Locale.Root).Should().NotBeEmpty();
        }
    }

    [Theory]
    [InlineData("America/New_York", "en_US", "EDT", "Eastern Daylight Time")]
    [InlineData("Europe/Berlin", "de_AT", "MESZ", "Central European Summer Time")]
    [InlineData("UTC", "de_DE", "UTC", "Koordinierte Weltzeit")]
    [InlineData("GMT+05:30", "fr_FR", "GMT+05:30", "GMT+05:30")]
    public void Names_are_short_in_the_locale_and_long_in_English(string id, string locale, string expectedShort, string expectedLong)
    {
        var format = Create("z'|'zzzz", locale: locale, zone: id);

        Print(format, Milliseconds("2024-07-15T00:00:00Z")).Should().Be($"{expectedShort}|{expectedLong}");
    }
}
