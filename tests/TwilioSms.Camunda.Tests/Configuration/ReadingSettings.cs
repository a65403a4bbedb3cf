using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioSms.Camunda.Tests.Configuration;

public sealed class ReadingSettings
{
    [Fact]
    public void Settings_of_Camunda_8_have_the_names_of_its_own_clients()
    {
        var options = Read<Camunda8WorkerOptions>(new()
        {
            ["CAMUNDA_REST_ADDRESS"] = "https://cluster.example/path",
            ["CAMUNDA_CLIENT_ID"] = "id",
            ["CAMUNDA_CLIENT_SECRET"] = "secret",
            ["CAMUNDA_OAUTH_URL"] = "https://login.example/token",
            ["CAMUNDA_TOKEN_AUDIENCE"] = "sms",
            ["CAMUNDA_TOKEN_SCOPE"] = "jobs",
        });

        options.Should().BeEquivalentTo(new Camunda8WorkerOptions
        {
            Address = new Uri("https://cluster.example/path"),
            ClientId = "id",
            ClientSecret = "secret",
            TokenAddress = new Uri("https://login.example/token"),
            Audience = "sms",
            Scope = "jobs",
        });
        options.ToString().Should().Be(nameof(Camunda8WorkerOptions), "some settings are secrets");
    }

    [Fact]
    public void Each_has_its_own_name_in_the_section()
    {
        Read<Camunda8WorkerOptions>(new()
        {
            ["Camunda8:Address"] = "http://localhost:8080",
            ["Camunda8:UserName"] = "demo",
            ["Camunda8:Password"] = "secret",
            ["Camunda8:JobType"] = "sms",
            ["Camunda8:TenantIds"] = "a, b",
            ["Camunda8:UseLeases"] = "true",
            ["Camunda8:ReportMessage"] = "report",
            ["Camunda8:ReplyMessage"] = "reply",
            ["Camunda8:MessageTimeToLive"] = "60",
            ["Camunda8:WorkerName"] = "one",
            ["Camunda8:Concurrency"] = "4",
            ["Camunda8:MaxJobs"] = "8",
            ["Camunda8:Lock"] = "900",
            ["Camunda8:LongPoll"] = "00:00:40",
            ["Camunda8:RetryBackoff"] = "5",
        }).Should().BeEquivalentTo(new Camunda8WorkerOptions
        {
            Address = new Uri("http://localhost:8080"),
            UserName = "demo",
            Password = "secret",
            JobType = "sms",
            TenantIds = ["a", "b"],
            UseLeases = true,
            ReportMessage = "report",
            ReplyMessage = "reply",
            MessageTimeToLive = TimeSpan.FromMinutes(1),
            WorkerName = "one",
            Concurrency = 4,
            MaxJobs = 8,
            Lock = TimeSpan.FromMinutes(15),
            LongPoll = TimeSpan.FromSeconds(40),
            RetryBackoff = TimeSpan.FromSeconds(5),
        });
        Read<Camunda7WorkerOptions>(new()
        {
            ["Camunda7:Address"] = "http://localhost:8080",
            ["Camunda7:Topic"] = "sms",
            ["Camunda7:Tries"] = "5",
        }).Should().BeEquivalentTo(new Camunda7WorkerOptions { Address = new Uri("http://localhost:8080"), Topic = "sms", Tries = 5 });
    }

    [Theory]
    [InlineData("420", false)]
    [InlineData("421", true)]
    public void A_lock_has_to_be_longer_than_a_send_can_take_by_the_settings_of_Twilio(string seconds, bool isLongEnough)
    {
        var read = () => Read<Camunda8WorkerOptions>(new() { ["Camunda8:Address"] = "http://localhost", ["Camunda8:Lock"] = seconds });

        if (isLongEnough)
        {
            read().Lock.Should().Be(TimeSpan.FromSeconds(421));
        }
        else
        {
            read.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should()
                .StartWith("Camunda8:Lock is 00:07:00 and has to be longer than the 00:07:00 that a send can take")
                .And.Contain("TWILIO_TIMEOUT_SECONDS").And.Contain("TWILIO_MAX_RETRY_TIME_SECONDS").And.Contain("TWILIO_LIST_DELAY_SECONDS");
        }
    }

    [Fact]
    public void A_longer_timeout_of_Twilio_needs_a_longer_lock_at_Camunda_7_as_well()
    {
        var read = () => Read<Camunda7WorkerOptions>(
            new() { ["Camunda7:Address"] = "http://localhost" }, options => options.Timeout = TimeSpan.FromMinutes(3));

        read.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should()
            .StartWith("Camunda7:Lock is 00:10:00 and has to be longer than the 00:12:00 that a send can take");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_and_without_values()
    {
        var read = () => Read<Camunda8WorkerOptions>(new()
        {
            ["CAMUNDA_REST_ADDRESS"] = "secret",
            ["CAMUNDA_CLIENT_ID"] = "secret",
            ["Camunda8:UserName"] = "secret",
            ["Camunda8:Concurrency"] = "10",
            ["Camunda8:MaxJobs"] = "5",
            ["Camunda8:LongPoll"] = "secret",
        });

        var failures = read.Should().Throw<OptionsValidationException>().Which.Failures.ToList();
        failures.Should().HaveCount(6).And.NotContainMatch("*secret*");
        failures.Should().ContainMatch("CAMUNDA_REST_ADDRESS is not an absolute http or https address.")
            .And.ContainMatch("Camunda8:LongPoll is not a whole number of seconds*").And.ContainMatch("Camunda8:MaxJobs has to be at least Concurrency*")
            .And.ContainMatch("Camunda8:ClientId and UserName are both set*").And.ContainMatch("Camunda8:ClientSecret and ClientId go together*")
            .And.ContainMatch("Camunda8:Password and UserName go together*");
    }

    [Fact]
    public void An_address_is_needed()
    {
        var read = () => Read<Camunda7WorkerOptions>([]);

        read.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().StartWith("Camunda7:Address is missing");
    }

    private static TOptions Read<TOptions>(Dictionary<string, string?> settings, Action<TwilioConnectorOptions>? twilio = null)
        where TOptions : JobWorkerOptions
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var connector = new ServiceCollection().AddTwilioConnector(options =>
        {
            (options.Account, options.Token) = ("AC" + new string('0', 32), "token");
            twilio?.Invoke(options);
        });
        _ = typeof(TOptions) == typeof(Camunda8WorkerOptions) ? connector.AddCamunda8Worker(configuration) : connector.AddCamunda7Worker(configuration);
        using var services = connector.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<TOptions>>().CurrentValue;
    }
}
