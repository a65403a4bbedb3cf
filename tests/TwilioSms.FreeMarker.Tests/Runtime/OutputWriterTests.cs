using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tests.Runtime;

/// <summary>A rendered message must not stay in a buffer that the next rendering uses.</summary>
public class OutputWriterTests
{
    [Fact]
    public void Taken_text_is_wiped_from_the_buffer()
    {
        var output = new OutputWriter();
        output.Write("Hi Ann, your code is 482913.");

        output.Take(3).Should().Be("Ann, your code is 482913.");

        Buffer(output).Should().Be("Hi ");
    }

    [Fact]
    public void Text_that_is_taken_back_is_wiped_from_the_buffer()
    {
        var output = new OutputWriter();
        output.Write("482913");

        output.Truncate(0);

        Buffer(output).Should().BeEmpty();
    }

    private static string Buffer(OutputWriter output) => (output.Written.ToString() + output.Reserve(1).ToString()).TrimEnd('\0');
}
