using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioSms.Activiti.Tests.Worker;

public sealed class ReadingSettings
{
    [Fact]
    public void Settings_have_the_names_that_an_operator_of_Activiti_knows()
    {
        var options = Read(new()
        {
            ["ACT_RABBITMQ_HOST"] = "rabbit",
            ["SPRING_RABBITMQ_PORT"] = "5673",
            ["ACT_RABBITMQ_USERNAME"] = "user",
            ["ACT_RABBITMQ_PASSWORD"] = "secret",
            ["ACT_RABBITMQ_VIRTUAL_HOST"] = "acme",
            ["SPRING_RABBITMQ_SSL_ENABLED"] = "true",
            ["SPRING_APPLICATION_NAME"] = "sms",
            ["ACTIVITI_CLOUD_APPLICATION_NAME"] = "my-app",
            ["ACT_MESSAGING_DEST_PREFIX"] = "acme",
            ["ACT_MESSAGING_DEST_SEPARATOR"] = ".",
            ["ACT_MESSAGING_DEST_TRANSFORMERS_ENABLED"] = "true",
            ["ACT_MESSAGING_DEST_TRANSFORMERS"] = "toLowerCase",
            ["ACTIVITI_CLOUD_MESSAGING_RABBITMQ_PREFIX"] = "prod-",
            ["ACT_INT_RES_CONSUMER"] = "results",
            ["ACT_INT_ERR_CONSUMER"] = "errors",
        });

        options.Should().BeEquivalentTo(new ActivitiWorkerOptions
        {
            Host = "rabbit",
            Port = 5673,
            UserName = "user",
            Password = "secret",
            VirtualHost = "acme",
            UseTls = true,
            ServiceName = "sms",
            AppName = "my-app",
            DestinationPrefix = "acme",
            DestinationSeparator = ".",
            UseDestinationTransformers = true,
            DestinationTransformers = ["toLowerCase"],
            RabbitPrefix = "prod-",
            ResultDestination = "results",
            ErrorDestination = "errors",
        });
    }

    [Fact]
    public void Each_has_its_own_name_in_the_section()
    {
        var options = Read(new()
        {
            ["Activiti:BrokerUri"] = "amqps://broker/acme",
            ["Activiti:Destinations"] = "one, two",
            ["Activiti:Implementation"] = "one",
            ["Activiti:Queue"] = "sms",
            ["Activiti:QueueType"] = "quorum",
            ["Activiti:EchoInputs"] = "false",
            ["Activiti:Concurrency"] = "4",
            ["Activiti:Prefetch"] = "8",
            ["Activiti:MaxRequestBytes"] = "65536",
            ["Activiti:ConfirmTimeout"] = "3",
        });

        options.Should().BeEquivalentTo(new ActivitiWorkerOptions
        {
            BrokerUri = new Uri("amqps://broker/acme"),
            Destinations = ["one", "two"],
            Implementation = "one",
            Queue = "sms",
            QueueType = "quorum",
            EchoInputs = false,
            Concurrency = 4,
            Prefetch = 8,
            MaxRequestBytes = 65536,
            ConfirmTimeout = TimeSpan.FromSeconds(3),
        });
        options.ToString().Should().Be(nameof(ActivitiWorkerOptions), "some settings are secrets");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_and_without_values()
    {
        var read = () => Read(new()
        {
            ["ACT_RABBITMQ_PORT"] = "secret-port",
            ["Activiti:Concurrency"] = "10",
            ["Activiti:Prefetch"] = "5",
            ["Activiti:QueueType"] = "secret-type",
            ["Activiti:BrokerUri"] = "http://secret",
            ["ACT_MESSAGING_DEST_TRANSFORMERS"] = "toUpperCase",
        });

        var failures = read.Should().Throw<OptionsValidationException>().Which.Failures.ToList();
        failures.Should().HaveCount(5);
        failures.Should().ContainMatch("ACT_RABBITMQ_PORT is not a whole number.").And.ContainMatch("Activiti:Prefetch has to be at least Concurrency*")
            .And.ContainMatch("Activiti:QueueType is neither classic nor quorum.").And.ContainMatch("Activiti:BrokerUri has to begin with amqp://*")
            .And.ContainMatch("Activiti:DestinationTransformers are made of toLowerCase and escapeIllegalChars.");
        failures.Should().NotContainMatch("*secret*");
    }

    private static ActivitiWorkerOptions Read(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddTwilioConnector(_ => { }).AddActivitiWorker(configuration).Services.BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<ActivitiWorkerOptions>>().CurrentValue;
    }
}
