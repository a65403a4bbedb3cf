using TwilioSms.FreeMarker;
using TwilioSms.Templates;

namespace TwilioSms.Tests;

public sealed class TemplateCacheTests
{
    private readonly TemplateCache cache = new(new TemplateSettings(), generationSize: 4, generationLength: 100);

    [Fact]
    public void A_template_is_parsed_once() => cache.Get("Hi ${name}").Should().BeSameAs(cache.Get("Hi ${name}"));

    [Fact]
    public void What_is_used_stays_and_what_is_not_goes_when_there_are_many()
    {
        var (used, unused) = (cache.Get("used"), cache.Get("unused"));
        for (var i = 0; i < 20; i++)
        {
            cache.Get($"t{i}");
            cache.Get("used").Should().BeSameAs(used);
        }

        cache.Get("unused").Should().NotBeSameAs(unused);
    }

    [Fact]
    public void Few_long_ones_go_as_many_short_ones_do()
    {
        var (first, short1) = (cache.Get(Long('a')), cache.Get("short"));
        foreach (var c in "bcd")
        {
            cache.Get(Long(c));
            cache.Get("short").Should().BeSameAs(short1);
        }

        cache.Get(Long('a')).Should().NotBeSameAs(first);
    }

    [Fact]
    public void One_that_is_too_long_is_not_kept()
    {
        var kept = cache.Get("short");
        var source = new string('x', 101);

        cache.Get(source).Should().NotBeSameAs(cache.Get(source));
        cache.Get("short").Should().BeSameAs(kept);
    }

    private static string Long(char c) => new(c, 60);
}
