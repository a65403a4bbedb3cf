using System.Globalization;
using TwilioSms.Http;

namespace TwilioSms.Tests.Http;

/// <summary>The <c>Date</c> of an answer.</summary>
public sealed class HttpDateTests
{
    [Fact]
    public void It_is_read_as_every_second_of_a_century_is_written()
    {
        var random = new Random(20);
        for (var i = 0; i < 2_000; i++)
        {
            var date = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(100L * 366 * 24 * 60 * 60));

            HttpDate.Read(date.ToString("r", CultureInfo.InvariantCulture)).Should().Be(date);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    [InlineData("Mon, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 UTC")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT ")]
    [InlineData("Sun, 31 Feb 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 24:49:37 GMT")]
    [InlineData("Sun, ٠٦ Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Ŏov 1994 08:49:37 GMT")]
    public void What_is_written_otherwise_is_no_date(string? written) => HttpDate.Read(written).Should().BeNull();
}
