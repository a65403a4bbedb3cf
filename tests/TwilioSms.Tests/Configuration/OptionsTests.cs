using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioSms.Configuration;
using TwilioSms.Http;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.Configuration;

public sealed class OptionsTests
{
    private const string FirstAccount = "AC11111111111111111111111111111111";
    private const string SecondAccount = "AC22222222222222222222222222222222";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Settings_come_from_the_hosts_configuration_where_it_has_one()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration(("TWILIO_ACCOUNT", FirstAccount), ("TWILIO_TOKEN", "t1")));
        services.AddSingleton(new EnvironmentReader(_ => throw new InvalidOperationException("The environment was read.")));
        services.AddTwilioConnector();

        var options = OptionsOf(services);

        options.Account.Should().Be(FirstAccount);
        options.Token.Should().Be("t1");
    }

    [Fact]
    public void Settings_come_from_the_environment_where_the_host_has_no_configuration()
    {
        var environment = new Dictionary<string, string> { ["TWILIO_ACCOUNT"] = SecondAccount, ["TWILIO_TOKEN"] = "t2" };
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(environment.GetValueOrDefault));
        services.AddTwilioConnector();

        var options = OptionsOf(services);

        options.Account.Should().Be(SecondAccount);
        options.Token.Should().Be("t2");
    }

    [Fact]
    public void Settings_come_from_a_section_under_the_same_names()
    {
        var configuration = Configuration(
            ("Twilio:TWILIO_ACCOUNT", Account.Sid), ("Twilio:TWILIO_API_KEY_SID", "SK3"), ("Twilio:TWILIO_API_KEY_SECRET", "s3"),
            ("Twilio:TWILIO_REGION", "ie1"), ("Twilio:TWILIO_EDGE", "dublin"), ("Twilio:TWILIO_BASE_ADDRESS", "https://twilio.example"),
            ("Twilio:TWILIO_TIMEOUT_SECONDS", "2.5"), ("Twilio:TWILIO_MAX_CONCURRENCY", "4"),
            ("Twilio:TWILIO_MAX_RETRIES", "5"), ("Twilio:TWILIO_MAX_RETRY_DELAY_SECONDS", "0.5"), ("Twilio:TWILIO_MAX_RETRY_TIME_SECONDS", "90"),
            ("Twilio:TWILIO_LIST_DELAY_SECONDS", "600"), ("Twilio:TWILIO_RESOLVE_UNKNOWN", "true"),
            ("Twilio:TWILIO_TEMPLATE_LOCALE", "de_DE"), ("Twilio:TWILIO_TEMPLATE_TIME_ZONE", "Europe/Berlin"));
        var services = new ServiceCollection();
        services.AddTwilioConnector(configuration.GetSection("Twilio"));

        OptionsOf(services).Should().BeEquivalentTo(new
        {
            Account = Account.Sid,
            Token = (string?)null,
            ApiKeySid = "SK3",
            ApiKeySecret = "s3",
            Region = "ie1",
            Edge = "dublin",
            BaseAddress = new Uri("https://twilio.example"),
            Timeout = TimeSpan.FromSeconds(2.5),
            MaxConcurrency = 4,
            MaxRetries = 5,
            MaxRetryDelay = TimeSpan.FromSeconds(0.5),
            MaxRetryTime = TimeSpan.FromSeconds(90),
            ListDelay = TimeSpan.FromMinutes(10),
            ResolveUnknown = true,
            TemplateSettings = new { Locale = "de_DE", TimeZone = "Europe/Berlin", UrlEscapingCharset = "UTF-8" },
        });
    }

    [Fact]
    public void All_problems_are_reported_at_once_each_naming_its_setting_and_none_its_value()
    {
        const string secret = "top-secret";
        var configuration = Configuration(
            ("TWILIO_API_KEY_SECRET", secret), ("TWILIO_REGION", "Bad Region!"), ("TWILIO_EDGE", "evil.example/"),
            ("TWILIO_BASE_ADDRESS", "http://evil.example"), ("TWILIO_TIMEOUT_SECONDS", "soon"), ("TWILIO_MAX_CONCURRENCY", "0"),
            ("TWILIO_MAX_RETRIES", "11"), ("TWILIO_MAX_RETRY_DELAY_SECONDS", "3601"), ("TWILIO_MAX_RETRY_TIME_SECONDS", "1 day"),
            ("TWILIO_LIST_DELAY_SECONDS", "86401"), ("TWILIO_RESOLVE_UNKNOWN", "perhaps"),
            ("TWILIO_TEMPLATE_TIME_ZONE", "Nowhere/None"));
        var services = new ServiceCollection();
        services.AddTwilioConnector(configuration);

        var problem = Refusal(services);

        problem.Message.Should().ContainAll(
            "TWILIO_ACCOUNT", "TWILIO_API_KEY_SID", "TWILIO_REGION", "TWILIO_EDGE", "TWILIO_BASE_ADDRESS", "TWILIO_TIMEOUT_SECONDS",
            "TWILIO_MAX_CONCURRENCY", "TWILIO_MAX_RETRIES", "TWILIO_MAX_RETRY_DELAY_SECONDS", "TWILIO_MAX_RETRY_TIME_SECONDS",
            "TWILIO_LIST_DELAY_SECONDS", "TWILIO_RESOLVE_UNKNOWN", "TWILIO_TEMPLATE_TIME_ZONE").And.NotContainAny(secret, "Bad Region!", "evil", "soon", "Nowhere");
    }

    [Fact]
    public void Without_any_setting_the_account_and_the_token_are_asked_for()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(_ => null));
        services.AddTwilioConnector();

        Refusal(services).Message.Should().ContainAll("TWILIO_ACCOUNT", "TWILIO_TOKEN");
    }

    [Fact]
    public void A_section_may_have_the_names_of_the_options()
    {
        var configuration = Configuration(
            ("Twilio:Account", Account.Sid), ("Twilio:Token", "t"), ("Twilio:Timeout", "00:00:02.5"), ("Twilio:ListDelay", "600"),
            ("Twilio:maxconcurrency", "4"), ("Twilio:ResolveUnknown", "true"), ("Twilio:BaseAddress", "https://twilio.example"),
            ("Twilio:TemplateFolder", AppContext.BaseDirectory), ("Twilio:TemplateSettings:Locale", "de_DE"));
        var services = new ServiceCollection();
        services.AddTwilioConnector(configuration.GetSection("Twilio"));

        OptionsOf(services).Should().BeEquivalentTo(new
        {
            Account = Account.Sid,
            Token = "t",
            Timeout = TimeSpan.FromSeconds(2.5),
            ListDelay = TimeSpan.FromMinutes(10),
            MaxConcurrency = 4,
            ResolveUnknown = true,
            BaseAddress = new Uri("https://twilio.example"),
            TemplateSettings = new { Locale = "de_DE" },
        });
        OptionsOf(services).TemplateSettings.Loader.Should().NotBeNull();
    }

    [Fact]
    public void The_hosts_section_Twilio_is_read_and_environment_variables_win_over_it()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration(
            ("Twilio:Account", Account.Sid), ("Twilio:TWILIO_TOKEN", "in the section"), ("Twilio:Timeout", "7"), ("TWILIO_TOKEN", "in the environment"),
            ("Region", "somebody else's"), ("Account", "somebody else's")));
        services.AddTwilioConnector();

        OptionsOf(services).Should().BeEquivalentTo(
            new { Account = Account.Sid, Token = "in the environment", Timeout = TimeSpan.FromSeconds(7), Region = (string?)null });
    }

    [Theory]
    [InlineData("00:00:30", 30)]
    [InlineData("30", 30)]
    [InlineData("0.25", 0.25)]
    [InlineData("00:01:00.5", 60.5)]
    public void A_duration_is_a_time_or_seconds(string given, double seconds)
    {
        foreach (var key in new[] { "TWILIO_TIMEOUT_SECONDS", "Timeout" })
        {
            var services = new ServiceCollection();
            services.AddTwilioConnector(Configuration(("TWILIO_ACCOUNT", Account.Sid), ("TWILIO_TOKEN", "t"), (key, given)));

            OptionsOf(services).Timeout.Should().Be(TimeSpan.FromSeconds(seconds));
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999999999")]
    [InlineData("30s")]
    [InlineData("1.00:00:00x")]
    public void What_is_no_duration_is_told(string given)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Configuration(("TWILIO_ACCOUNT", Account.Sid), ("TWILIO_TOKEN", "t"), ("Timeout", given)));

        Refusal(services).Message.Should().Contain("Timeout (Timeout) is neither").And.NotContain(given);
    }

    [Fact]
    public void Two_spellings_that_differ_are_told()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Configuration(
            ("T:TWILIO_ACCOUNT", Account.Sid), ("T:Account", Account.Sid), ("T:TWILIO_TOKEN", "one"), ("T:Token", "other")).GetSection("T"));

        Refusal(services).Failures.Should().Equal("T:TWILIO_TOKEN and T:Token are one setting and differ: keep one of them.");
    }

    [Theory]
    [InlineData("Twilio:TWILIO_ACCOUNT_SID", "Twilio:TWILIO_ACCOUNT (Account) is missing", "There is Twilio:TWILIO_ACCOUNT_SID: did you mean")]
    [InlineData("Twilio:AccountSid", "Twilio:TWILIO_ACCOUNT (Account) is missing", "There is Twilio:AccountSid: did you mean")]
    [InlineData("Twilio:TWILIO_AUTH_TOKEN", "Twilio:TWILIO_TOKEN (Token) is missing", "There is Twilio:TWILIO_AUTH_TOKEN: did you mean")]
    [InlineData("Twilio:AuthToken", "Twilio:TWILIO_TOKEN (Token) is missing", "did you mean Twilio:TWILIO_TOKEN or Twilio:Token?")]
    public void A_missing_setting_is_named_with_its_section_and_the_near_miss(string given, string missing, string nearMiss)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Configuration((given, "top-secret")).GetSection("Twilio"));

        Refusal(services).Message.Should().ContainAll(missing, nearMiss).And.NotContain("top-secret");
    }

    [Fact]
    public void The_names_of_the_official_sdk_in_the_environment_are_a_near_miss()
    {
        var environment = new Dictionary<string, string> { ["TWILIO_ACCOUNT_SID"] = Account.Sid, ["TWILIO_AUTH_TOKEN"] = "t" };
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(environment.GetValueOrDefault));
        services.AddTwilioConnector();

        Refusal(services).Message.Should().ContainAll(
            "There is TWILIO_ACCOUNT_SID: did you mean TWILIO_ACCOUNT?", "There is TWILIO_AUTH_TOKEN: did you mean TWILIO_TOKEN?");
    }

    [Fact]
    public void A_section_that_was_not_gone_into_is_a_near_miss()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Configuration(("Twilio:Account", Account.Sid), ("Twilio:Token", "t")));

        Refusal(services).Message.Should().ContainAll("There is Twilio:Account", "There is Twilio:Token");
    }

    [Fact]
    public void Options_in_code_go_on_top_of_the_ambient_settings()
    {
        var environment = new Dictionary<string, string> { ["TWILIO_ACCOUNT"] = Account.Sid, ["TWILIO_TOKEN"] = "t", ["TWILIO_REGION"] = "au1" };
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(environment.GetValueOrDefault));
        services.AddTwilioConnector(options => options.Region = "ie1");

        OptionsOf(services).Should().BeEquivalentTo(new { Account = Account.Sid, Token = "t", Region = "ie1" });
    }

    [Fact]
    public void Options_in_code_go_on_top_of_a_section_whose_registration_reads_no_environment()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new EnvironmentReader(_ => throw new InvalidOperationException("The environment was read.")));
        services.AddTwilioConnector(Configuration(("Account", Account.Sid), ("Token", "t"), ("Region", "au1")));
        services.AddTwilioConnector(options => options.Region = "ie1");

        OptionsOf(services).Should().BeEquivalentTo(new { Account = Account.Sid, Token = "t", Region = "ie1" });
    }

    [Theory]
    [InlineData("AC123")]
    [InlineData("SK0123456789abcdef0123456789abcdef")]
    [InlineData("AC0123456789abcdef0123456789abcdeg")]
    [InlineData("AC0123456789abcdef0123456789abcdef/../x")]
    public void An_account_that_does_not_look_like_one_is_refused_at_start(string account)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(options => (options.Account, options.Token) = (account, "t"));
        using var provider = services.BuildServiceProvider();

        var start = () => provider.GetRequiredService<IStartupValidator>().Validate();

        start.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain("TWILIO_ACCOUNT (Account)").And.NotContain(account);
    }

    [Theory]
    [InlineData("http://emulator:4010", "emulator", true)]
    [InlineData("http://EMULATOR:4010", "other, emulator", true)]
    [InlineData("http://emulator:4010", null, false)]
    [InlineData("http://emulator:4010", "*", false)]
    [InlineData("http://evil.emulator:4010", "emulator", false)]
    [InlineData("http://api.twilio.com", "api.twilio.com", false)]
    [InlineData("ftp://emulator", "emulator", false)]
    [InlineData("http://user:password@emulator", "emulator", false)]
    public void Http_over_a_network_takes_the_hosts_name(string address, string? allowed, bool accepted)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Configuration(
            ("TWILIO_ACCOUNT", Account.Sid), ("TWILIO_TOKEN", "t"), ("TWILIO_BASE_ADDRESS", address), ("TWILIO_ALLOW_HTTP_HOST", allowed ?? "")));

        if (accepted)
        {
            OptionsOf(services).BaseAddress.Should().Be(new Uri(address));
        }
        else
        {
            Refusal(services).Message.Should().ContainAll("TWILIO_BASE_ADDRESS", "TWILIO_ALLOW_HTTP_HOST");
        }
    }

    [Theory]
    [InlineData("http://api.twilio.com", false)]
    [InlineData("http://192.168.0.1", false)]
    [InlineData("ftp://localhost", false)]
    [InlineData("/relative", false)]
    [InlineData("https://user:password@api.twilio.com", false)]
    [InlineData("https://proxy.example", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    public void A_base_address_is_https_or_on_loopback(string address, bool accepted)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Options(options => options.BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute)));

        if (accepted)
        {
            OptionsOf(services).BaseAddress.Should().Be(new Uri(address));
        }
        else
        {
            Refusal(services).Message.Should().Contain("TWILIO_BASE_ADDRESS");
        }
    }

    [Theory]
    [InlineData(null, null, "https://api.twilio.com/")]
    [InlineData("ie1", null, "https://api.dublin.ie1.twilio.com/")]
    [InlineData("au1", null, "https://api.sydney.au1.twilio.com/")]
    [InlineData("br1", null, "https://api.sao-paulo.br1.twilio.com/")]
    [InlineData("jp1", null, "https://api.tokyo.jp1.twilio.com/")]
    [InlineData("us1", null, "https://api.ashburn.us1.twilio.com/")]
    [InlineData(null, "sydney", "https://api.sydney.us1.twilio.com/")]
    [InlineData("zz9", "dublin", "https://api.dublin.zz9.twilio.com/")]
    public void The_host_follows_region_and_edge(string? region, string? edge, string expected)
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Options(options => (options.Region, options.Edge) = (region, edge)));

        TwilioHost.BaseAddressOf(OptionsOf(services)).Should().Be(new Uri(expected));
    }

    [Fact]
    public void An_unknown_region_needs_its_edge()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(Options(options => options.Region = "zz9"));

        Refusal(services).Message.Should().Contain("TWILIO_EDGE").And.Contain("TWILIO_REGION");
    }

    [Fact]
    public async Task A_rotated_token_takes_effect_without_restart()
    {
        await using var twilio = TwilioStub.Start();
        var configuration = Configuration(
            ("TWILIO_ACCOUNT", Account.Sid), ("TWILIO_TOKEN", "old"), ("TWILIO_BASE_ADDRESS", twilio.BaseAddress.ToString()));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddTwilioConnector();
        await using var provider = services.BuildServiceProvider();
        var sender = provider.Sender();

        await sender.SendAsync(Account.Message(), Stop);
        configuration["TWILIO_TOKEN"] = "new";
        configuration.Reload();
        await sender.SendAsync(Account.Message(), Stop);

        twilio.Requests.Select(request => request.Credentials).Should().Equal($"{Account.Sid}:old", $"{Account.Sid}:new");
    }

    [Fact]
    public async Task A_rotated_token_in_a_section_takes_effect_without_restart()
    {
        await using var twilio = TwilioStub.Start();
        var configuration = Configuration(
            ("T:TWILIO_ACCOUNT", Account.Sid), ("T:TWILIO_TOKEN", "old"), ("T:TWILIO_BASE_ADDRESS", twilio.BaseAddress.ToString()));
        var services = new ServiceCollection();
        services.AddTwilioConnector(configuration.GetSection("T"));
        await using var provider = services.BuildServiceProvider();
        var sender = provider.Sender();

        await sender.SendAsync(Account.Message(), Stop);
        configuration["T:TWILIO_TOKEN"] = "new";
        configuration.Reload();
        await sender.SendAsync(Account.Message(), Stop);

        twilio.Requests.Select(request => request.Credentials).Should().Equal($"{Account.Sid}:old", $"{Account.Sid}:new");
    }

    [Fact]
    public void Options_are_validated_when_the_host_starts()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(options => options.Account = FirstAccount);
        using var provider = services.BuildServiceProvider();

        var start = () => provider.GetRequiredService<IStartupValidator>().Validate();

        start.Should().Throw<OptionsValidationException>().WithMessage("*TWILIO_TOKEN*");
    }

    [Fact]
    public async Task Options_are_validated_at_first_use()
    {
        var services = new ServiceCollection();
        services.AddTwilioConnector(options => options.Account = FirstAccount);
        await using var provider = services.BuildServiceProvider();

        var send = () => provider.Sender().SendAsync(Account.Message(), Stop);

        await send.Should().ThrowAsync<OptionsValidationException>().WithMessage("*TWILIO_TOKEN*");
    }

    private static Action<TwilioConnectorOptions> Options(Action<TwilioConnectorOptions> configure) => options =>
    {
        options.Account = Account.Sid;
        options.Token = Account.Token;
        configure(options);
    };

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    private static TwilioConnectorOptions OptionsOf(ServiceCollection services)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().CurrentValue;
    }

    private static OptionsValidationException Refusal(ServiceCollection services)
    {
        var read = () => OptionsOf(services);
        return read.Should().Throw<OptionsValidationException>().Which;
    }
}
