using TwilioSms.FreeMarker.Model;
using static TwilioSms.FreeMarker.Tests.Formatting.DateFormatTests;

namespace TwilioSms.FreeMarker.Tests.Formatting;

// Expectations are those of Apache FreeMarker 2.3.31.
public class IsoDateFormatTests
{
    [Theory]
    [InlineData("iso", "2024-03-05T16:07:09.12+02:00")]
    [InlineData("iso_ms", "2024-03-05T16:07:09.120+02:00")]
    [InlineData("iso s", "2024-03-05T16:07:09+02:00")]
    [InlineData("iso_m_nz", "2024-03-05T16:07")]
    [InlineData("iso_h", "2024-03-05T16+02:00")]
    [InlineData("iso_u", "2024-03-05T14:07:09.12Z")]
    [InlineData("iso  ms_nz_", "2024-03-05T16:07:09.120")]
    [InlineData("xs_ms_fu", "2024-03-05T14:07:09.120Z")]
    public void Parameters_say_how_exact_it_is_and_in_which_zone(string format, string expected) =>
        Print(Create(format, zone: "GMT+02:00"), Milliseconds("2024-03-05T14:07:09.120Z")).Should().Be(expected);

    [Theory]
    [InlineData("iso", "2024-03-05", "16:07:00+02:00")]
    [InlineData("iso_u", "2024-03-05", "14:07:00Z")]
    [InlineData("xs", "2024-03-05+02:00", "16:07:00+02:00")]
    [InlineData("xs_nz", "2024-03-05", "16:07:00")]
    public void Dates_and_times_alone_are_printed_as_such(string format, string expectedDate, string expectedTime)
    {
        var moment = Milliseconds("2024-03-05T14:07:00Z");

        Print(Create(format, DateKind.Date, zone: "GMT+02:00"), moment).Should().Be(expectedDate);
        Print(Create(format, DateKind.Time, zone: "GMT+02:00"), moment).Should().Be(expectedTime);
    }

    [Theory]
    [InlineData("iso", "-0001-02-03T04:05:06Z", "-1-02-03T04:05:06Z")]
    [InlineData("xs", "-0001-02-03T04:05:06Z", "-1-02-03T04:05:06Z")]
    [InlineData("iso", "0000-02-03T04:05:06Z", "0000-02-03T04:05:06Z")]
    [InlineData("iso", "12345-02-03T04:05:06Z", "12345-02-03T04:05:06Z")]
    [InlineData("xs", "0999-02-03T04:05:06Z", "0999-02-03T04:05:06Z")]
    [InlineData("iso", "1582-10-10T00:00:00Z", "1582-10-10T00:00:00Z")]
    public void Years_are_those_of_the_Gregorian_calendar_at_all_times(string format, string text, string expected) =>
        Print(Create(format), Read(Create(format), text)!.Value).Should().Be(expected);

    [Theory]
    [InlineData("2024-03-05T14:07:09Z", "2024-03-05T14:07:09Z")]
    [InlineData("2024-03-05T14:07:09", "2024-03-05T13:07:09Z")]
    [InlineData("2024-03-05T14", "2024-03-05T13:00:00Z")]
    [InlineData("20240305T140709+0200", "2024-03-05T12:07:09Z")]
    [InlineData("2024-03-05T14:07:09,5+02", "2024-03-05T12:07:09.500Z")]
    [InlineData("2024-03-05T24:00:00", "2024-03-05T23:00:00Z")]
    [InlineData("2024-03-05T14:07:09.123999Z", "2024-03-05T14:07:09.123Z")]
    public void Iso_texts_may_leave_out_what_is_smaller(string text, string expected) =>
        Read(Create("iso", zone: "Europe/Berlin"), text).Should().Be(Milliseconds(expected));

    [Theory]
    [InlineData("2024-03-05")]
    [InlineData("2024-03-05 14:07:09")]
    [InlineData("2024-03-05T14:07:09+0200")]
    [InlineData("20240305T14:07")]
    [InlineData("2024-03-05T24:00:01")]
    [InlineData("2024-03-05T14:07:60")]
    [InlineData("2024-02-30T00:00")]
    [InlineData("2024-03-05T14:07.5")]
    [InlineData("2024-03-05T14:07:09Z ")]
    [InlineData("300000000-01-01T00:00Z")]
    [InlineData("99999999999-01-01T00:00Z")]
    [InlineData("2024-03-31T02:30:00")]
    public void Anything_else_is_not_read(string text) => Read(Create("iso", zone: "Europe/Berlin"), text).Should().BeNull();

    [Theory]
    [InlineData("2024-03-05+02:00", "2024-03-04T22:00:00Z")]
    [InlineData("2024-03-05", "2024-03-05T00:00:00Z")]
    public void Dates_of_XML_Schema_may_have_a_zone(string text, string expected) =>
        Read(Create("xs", DateKind.Date), text).Should().Be(Milliseconds(expected));

    [Theory]
    [InlineData("2024-03-05T14:07Z")]
    [InlineData("20240305T140709Z")]
    [InlineData("2024-03-05T14:07:09+02")]
    [InlineData("0000-01-01T00:00:00Z")]
    public void XML_Schema_is_stricter_than_ISO_8601(string text) => Read(Create("xs"), text).Should().BeNull();
}
