using TwilioSms.Activiti.Wire;

namespace TwilioSms.Activiti.Tests.Wire;

public sealed class DestinationNamesTests
{
    [Fact]
    public void Without_settings_the_names_are_those_of_a_Java_connector()
    {
        var names = new DestinationNames(new ActivitiWorkerOptions());

        names.RequestExchanges.Should().Equal("twilio-connector.SEND_SMS");
        names.Queue.Should().Be("twilio-connector.SEND_SMS.twilio-connector");
        names.ResultDestination(null, "rb-my-app").Should().Be("integrationResult_rb-my-app");
        names.ErrorDestination("", "rb-my-app").Should().Be("integrationError_rb-my-app");
        names.ErrorDestination(null, null).Should().BeNull();
    }

    [Fact]
    public void The_two_prefixes_add_up()
    {
        var names = new DestinationNames(new ActivitiWorkerOptions { DestinationPrefix = "acme", RabbitPrefix = "prod-" });

        names.RequestExchanges.Should().Equal("prod-acme_twilio-connector.SEND_SMS");
        names.Queue.Should().Be("prod-acme_twilio-connector.SEND_SMS.twilio-connector");
        names.ExchangeOf(names.ResultDestination(null, "rb")!).Should().Be("prod-acme_integrationResult_rb");
        names.ExchangeOf(names.ResultDestination("acme_integrationResult_rb", "rb")!).Should().Be("prod-acme_integrationResult_rb");
    }

    // The names are those that upstream's own tests expect of these settings.
    [Theory]
    [InlineData("Variable Mapping Connector.variableMappingActionName", "mqservicetaskdestinationsit.variable-mapping-connector.variablemappingactionname")]
    [InlineData("rest.GET", "mqservicetaskdestinationsit.rest.get")]
    public void Transformers_change_the_whole_name(string implementation, string exchange)
    {
        var names = new DestinationNames(new ActivitiWorkerOptions
        {
            Implementation = implementation,
            DestinationPrefix = "MQServiceTaskDestinationsIT",
            DestinationSeparator = ".",
            UseDestinationTransformers = true,
        });

        names.RequestExchanges.Should().Equal(exchange);
    }

    [Fact]
    public void Overrides_win_over_what_the_request_says()
    {
        var names = new DestinationNames(new ActivitiWorkerOptions { ResultDestination = "results", ErrorDestination = "errors", RabbitPrefix = "p." });

        names.ExchangeOf(names.ResultDestination("asked", "rb")!).Should().Be("p.results");
        names.ExchangeOf(names.ErrorDestination("asked", "rb")!).Should().Be("p.errors");
    }

    [Fact]
    public void A_queue_of_several_destinations_has_the_name_of_the_group()
    {
        var names = new DestinationNames(new ActivitiWorkerOptions { Destinations = ["one", "two"], RabbitPrefix = "p." });

        names.RequestExchanges.Should().Equal("p.one", "p.two");
        names.Queue.Should().Be("p.twilio-connector");
    }
}
