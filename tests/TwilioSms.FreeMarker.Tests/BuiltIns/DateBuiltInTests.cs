using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace TwilioSms.FreeMarker.Tests.BuiltIns;

// Expectations are those of Apache FreeMarker 2.3.31, but for the clock, which it does not let one set.
public class DateBuiltInTests
{
    private static readonly TemplateSettings Settings = new()
    {
        TimeProvider = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)),
    };

    [Theory]
    [InlineData("${d?date.iso}", "Mar 5, 2024")]
    [InlineData("${d?date('yyyy')}", "Jan 1, 2024")]
    [InlineData("${d?date['yyyy-MM']?iso_utc}", "2024-03-01")]
    [InlineData("${d?datetime('yyyy-MM-dd')}", "Mar 5, 2024, 12:00:00 AM")]
    [InlineData("${'5/3/46'?date('d/M/yy')?iso_utc}", "2046-03-05")]
    [InlineData("${'5/3/47'?date('d/M/yy')?iso_utc}", "1947-03-05")]
    [InlineData("${'Mar 5, 2024, 2:07:09 PM'?datetime?iso_utc}", "2024-03-05T14:07:09Z")]
    [InlineData("${5?date('yyyy')?iso_utc}", "0004-12-30")]
    [InlineData("${dt?datetime.iso?date} ${dt?datetime.iso?time}", "Mar 5, 2024 2:07:09 PM")]
    [InlineData("${1709647629123.9?number_to_datetime?iso_utc_ms}", "2024-03-05T14:07:09.124Z")]
    public void Dates_are_made_of_texts_dates_and_numbers(string template, string expected) => Render(template).Should().Be(expected);

    [Theory]
    [InlineData("${d?date?is_date?c} ${d?date?is_date_only?c} ${d?date?is_method?c} ${d?date?is_hash?c}", "true true true true")]
    [InlineData("${d?date.iso?is_method?c} ${d?is_date?c} ${d?date.iso?is_datetime?c} ${d?date.iso?is_unknown_date_like?c}", "false false false false")]
    public void What_a_text_reads_as_is_not_read_before_it_is_needed(string template, string expected) =>
        Render(template).Should().Be(expected);

    [Theory]
    [InlineData("${dt?datetime.iso?string.short} | ${dt?datetime.iso?string('full_short')} | ${d?date.iso?string.short_bogus}", "3/5/24, 2:07 PM | Tuesday, March 5, 2024, 2:07 PM | 3/5/24")]
    [InlineData("${dt?datetime.iso?string.iso_m} ${d?date.iso?string('xs')} ${d?date.iso?string(5)}", "2024-03-05T14:07Z 2024-03-05Z 5")]
    [InlineData("${dt?datetime.iso?iso_utc_nz} ${dt?datetime.iso?iso_h('GMT+02')} ${dt?datetime.iso?iso('Asia/Kolkata')}", "2024-03-05T14:07:09 2024-03-05T16+02:00 2024-03-05T19:37:09+05:30")]
    [InlineData("${dt?datetime.iso?isoUtcNZ} ${dt?datetime.iso?isoLocalMsNZ}", "2024-03-05T14:07:09 2024-03-05T14:07:09")]
    [InlineData("<#setting time_zone='Asia/Tokyo'>${dt?datetime.iso} ${dt?datetime.iso?iso_local}", "Mar 5, 2024, 11:07:09 PM 2024-03-05T23:07:09+09:00")]
    [InlineData("<#setting date_format='dd.MM.yyyy'>${'05.03.2024'?date} ${d?date.iso}", "05.03.2024 05.03.2024")]
    [InlineData("<#setting locale='de_DE'>${dt?datetime.iso} ${d?date.iso?string.full}", "05.03.2024, 14:07:09 Dienstag, 5. März 2024")]
    [InlineData("<#setting time_zone='nowhere'>${dt?datetime.iso?string('HH:mm z')}", "14:07 GMT")]
    public void Dates_print_by_styles_patterns_and_settings(string template, string expected) => Render(template).Should().Be(expected);

    [Theory]
    [InlineData("${d?date}", 1)]
    [InlineData("${d?date.nope}", 1)]
    [InlineData("${d?date('yyyy', 'x')}", 1)]
    [InlineData("${d?date.iso?string('bogus j')}", 1)]
    [InlineData("${d?date.iso?iso('nowhere')}", 1)]
    [InlineData("${9223372036854775808?number_to_date}", 1)]
    [InlineData("${d?iso_utc}", 3)]
    [InlineData("${d?date.iso?time}", 3)]
    [InlineData("${5?date_if_unknown}", 3)]
    [InlineData("${[]?date('yyyy')}", 3)]
    [InlineData("<#setting date_format='xs h'>${d?date.iso}", 30)]
    public void What_cannot_be_read_or_printed_is_an_error(string template, int column) =>
        FluentActions.Invoking(() => Render(template)).Should().Throw<TemplateRenderException>().Which.Column.Should().Be(column);

    [Fact]
    public void A_time_zone_named_in_a_text_stays_with_the_format_for_the_rest_of_the_rendering()
    {
        var template = Template.Parse(
            "${at?datetime('HH:mm z')?string('HH:mm z')} ${'09:00 +0000'?datetime('HH:mm z')?string('HH:mm z')}", Settings, TestContext.Current.CancellationToken);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            template.Render(Model("""{ "at": "10:00 PST" }"""), TestContext.Current.CancellationToken).Should().Be("10:00 PST 01:00 PST");
            template.Render(Model("""{ "at": "10:00 +0000" }"""), TestContext.Current.CancellationToken).Should().Be("10:00 UTC 09:00 UTC");
        }
    }

    private static string Render(string template) =>
        Template.Parse(template, Settings).Render(Model("""{ "d": "2024-03-05", "dt": "2024-03-05T14:07:09Z" }"""));

    private static ITemplateHash Model(string json)
    {
        using var document = JsonDocument.Parse(json);
        return DataModel.From(document.RootElement.Clone());
    }
}
