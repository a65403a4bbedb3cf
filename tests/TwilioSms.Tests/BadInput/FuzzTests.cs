using CsCheck;
using TwilioSms.Fuzz.Targets;

namespace TwilioSms.Tests.BadInput;

/// <summary>A little of what tests/TwilioSms.Fuzz does for as long as one likes.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData("template")]
    [InlineData("pattern")]
    [InlineData("answer")]
    [InlineData("webhook")]
    public void Whatever_the_input_it_is_read_or_refused_as_documented(string target)
    {
        var corpus = Corpus.Read(Path.Combine(AppContext.BaseDirectory, "Corpus", target));
        corpus.Should().NotBeEmpty();

        Gen.Int.Sample(seed => FuzzTarget.All[target](new Mutator(corpus, seed).Next()), iter: 2_000);
    }
}
