namespace TwilioSms.FreeMarker.Tests.BuiltIns;

public class RegexBuiltInTests
{
    [Fact]
    public void A_match_that_the_runtime_places_beyond_the_text_does_no_harm()
    {
        var template = Template.Parse("<#list 'ab'?matches('([a-z]+([0-9]*)+?)*') as m>${m}</#list>");
        var render = () => template.Render(DataModel.Empty, TestContext.Current.CancellationToken);
        render.Should().NotThrow<ArgumentOutOfRangeException>();
    }
}
