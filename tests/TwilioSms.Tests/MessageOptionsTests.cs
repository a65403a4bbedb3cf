using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

public sealed class MessageOptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Service = "MG" + new string('0', 32);
    private static readonly string Content = "HX" + new string('0', 32);
    private static readonly string Application = "AP" + new string('0', 32);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://h")]
    [InlineData("https://h/%7estatus")]
    [InlineData("HTTPS://Example.COM:443/a/../b?x=%7E")]
    public async Task A_status_callback_goes_out_as_it_was_written(string address)
    {
        var form = await SendAsync(new SmsMessage { From = Account.From, To = [Account.To], Body = "Hello", StatusCallback = new Uri(address) });

        form.Should().Contain(new KeyValuePair<string, string>("StatusCallback", address));
    }

    [Fact]
    public async Task Content_variables_are_a_template()
    {
        var form = await SendAsync(new SmsMessage
        {
            From = Account.From,
            To = [Account.To],
            ContentSid = Content,
            ContentVariables = """{"1":"${name?json_string}","2":"${count}"}""",
            Metadata = new() { ["name"] = "Ann \"A\" \u00E4", ["count"] = 7 },
        });

        form.Should().Contain(new KeyValuePair<string, string>("ContentVariables", "{\"1\":\"Ann \\\"A\\\" \u00E4\",\"2\":\"7\"}"));
    }

    [Theory]
    [InlineData("${name}")]
    [InlineData("{\"1\":\"${name}\"}")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task Content_variables_that_are_no_object_once_rendered_are_refused_without_their_values(string template)
    {
        var error = await RefuseAsync<TwilioRequestException>(new SmsMessage
        {
            From = Account.From,
            To = [Account.To],
            ContentSid = Content,
            ContentVariables = template,
            Metadata = new() { ["name"] = "Jo \"top-secret\"" },
        });

        error.Should().BeEquivalentTo(new { Parameter = "ContentVariables", TwilioCode = 21656 });
        error.ToString().Should().NotContain("top-secret");
    }

    [Fact]
    public void An_intent_that_is_not_known_is_kept_as_its_name()
    {
        SmsMessageIntent.FromName(" otp ").Should().Be(SmsMessageIntent.Otp);
        SmsMessageIntent.FromName("weather").ToString().Should().Be("weather");
        FluentActions.Invoking(() => SmsMessageIntent.FromName(" ")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_copy_of_a_message_has_everything_but_what_is_changed()
    {
        var message = new SmsMessage
        {
            From = Account.From,
            To = [Account.To],
            Body = "Hello",
            TemplateName = "hello.ftl",
            Metadata = new() { ["name"] = "Ann" },
            MessagingServiceSid = Service,
            FallbackFrom = "+15005550007",
            MediaUrls = [new Uri("https://example.com/a.png")],
            ContentSid = Content,
            ContentVariables = "{}",
            StatusCallback = new Uri("https://example.com/status"),
            ApplicationSid = Application,
            ProvideFeedback = true,
            Attempt = 2,
            ValidityPeriod = TimeSpan.FromMinutes(10),
            ForceDelivery = false,
            ContentRetention = SmsContentRetention.Discard,
            AddressRetention = SmsAddressRetention.Obfuscate,
            SmartEncoded = true,
            MaxSegments = 2,
            PersistentActions = ["geo:37.7,-122.4|Here"],
            TrafficType = SmsTrafficType.Free,
            MessageIntent = SmsMessageIntent.Otp,
            IdempotencyKey = "order-4711",
            ShortenUrls = true,
            SendAt = Now,
            SendAsMms = true,
            RiskCheck = SmsRiskCheck.Disable,
        };

        var copy = new SmsMessage(message) { Body = "Bye" };

        foreach (var property in typeof(SmsMessage).GetProperties())
        {
            property.GetValue(message).Should().NotBeNull("the test gives {0}", property.Name);
            property.GetValue(copy).Should().Be(property.Name == nameof(SmsMessage.Body) ? "Bye" : property.GetValue(message));
        }
    }

    /// <summary>Every parameter of the Messages API that is not obsolete, as its documentation writes its values.</summary>
    [Fact]
    public async Task Every_option_travels_as_its_parameter()
    {
        var form = await SendAsync(new SmsMessage
        {
            From = Account.From,
            To = [Account.To],
            Body = "Hello",
            MessagingServiceSid = Service,
            FallbackFrom = "+15005550007",
            MediaUrls = [new Uri("https://example.com/a b.png"), new Uri("https://example.com/ü.png")],
            ContentSid = Content,
            ContentVariables = """{"1":"Ann"}""",
            StatusCallback = new Uri("https://example.com/status?x=1&y=2"),
            ApplicationSid = Application,
            ProvideFeedback = true,
            Attempt = 2,
            ValidityPeriod = TimeSpan.FromMinutes(10),
            ForceDelivery = false,
            ContentRetention = SmsContentRetention.Discard,
            AddressRetention = SmsAddressRetention.Obfuscate,
            SmartEncoded = true,
            PersistentActions = ["geo:37.7,-122.4|Here", "tel:+15551234567"],
            TrafficType = SmsTrafficType.Free,
            MessageIntent = SmsMessageIntent.CustomerCare,
            ShortenUrls = true,
            SendAt = new DateTimeOffset(2026, 1, 2, 14, 0, 0, TimeSpan.FromHours(2)),
            SendAsMms = true,
            RiskCheck = SmsRiskCheck.Disable,
        });

        form.Should().BeEquivalentTo(new KeyValuePair<string, string>[]
        {
            new("From", Account.From), new("To", Account.To), new("Body", "Hello"), new("MessagingServiceSid", Service),
            new("FallbackFrom", "+15005550007"), new("MediaUrl", "https://example.com/a%20b.png"),
            new("MediaUrl", "https://example.com/%C3%BC.png"), new("ContentSid", Content), new("ContentVariables", """{"1":"Ann"}"""),
            new("StatusCallback", "https://example.com/status?x=1&y=2"), new("MessageIntent", "customercare"), new("ApplicationSid", Application), new("ProvideFeedback", "true"),
            new("Attempt", "2"), new("ValidityPeriod", "600"), new("ForceDelivery", "false"), new("ContentRetention", "discard"),
            new("AddressRetention", "obfuscate"), new("SmartEncoded", "true"), new("PersistentAction", "geo:37.7,-122.4|Here"),
            new("PersistentAction", "tel:+15551234567"), new("TrafficType", "free"), new("ShortenUrls", "true"),
            new("ScheduleType", "fixed"), new("SendAt", "2026-01-02T12:00:00Z"), new("SendAsMms", "true"), new("RiskCheck", "disable"),
        });
    }

    [Fact]
    public async Task The_other_values_of_the_choices_travel_too()
    {
        var form = await SendAsync(new SmsMessage
        {
            From = Account.From,
            To = [Account.To],
            Body = "Hello",
            ContentRetention = SmsContentRetention.Retain,
            AddressRetention = SmsAddressRetention.Retain,
            RiskCheck = SmsRiskCheck.Enable,
        });

        form.Select(pair => (pair.Key, pair.Value)).Should()
            .Contain([("ContentRetention", "retain"), ("AddressRetention", "retain"), ("RiskCheck", "enable")]);
    }

    [Theory]
    [InlineData("MediaUrls")]
    [InlineData("ContentSid")]
    public async Task A_message_of_media_or_stored_content_needs_no_text(string what)
    {
        var form = await SendAsync(what == "MediaUrls"
            ? new SmsMessage { From = Account.From, To = [Account.To], MediaUrls = [new Uri("https://example.com/a.png")] }
            : new SmsMessage { From = Account.From, To = [Account.To], ContentSid = Content });

        form.Should().NotContain(pair => pair.Key == "Body");
    }

    [Fact]
    public async Task A_messaging_service_needs_no_sender()
    {
        var form = await SendAsync(new SmsMessage { MessagingServiceSid = Service, To = [Account.To], Body = "Hello" });

        form.Should().NotContain(pair => pair.Key == "From");
    }

    [Fact]
    public async Task Text_in_any_field_stays_inside_its_field()
    {
        var form = await SendAsync(new SmsMessage
        {
            From = "Brand&To=+1666\r\nX: y",
            To = ["+1555&Body=evil"],
            Body = "a&b=c%26\r\n+\0 \uD83D\uDE00",
        });

        form.Should().BeEquivalentTo(new KeyValuePair<string, string>[]
        {
            new("From", "Brand&To=+1666\r\nX: y"), new("To", "+1555&Body=evil"), new("Body", "a&b=c%26\r\n+\0 \uD83D\uDE00"),
        });
    }

    [Fact]
    public Task Media_urls_are_ten_at_most() => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], MediaUrls = [.. Enumerable.Range(0, 11).Select(i => new Uri($"https://example.com/{i}"))] },
        "MediaUrls", 21623);

    [Fact]
    public Task Content_variables_need_a_content() => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], Body = "x", ContentVariables = "{}" }, "ContentVariables", null);

    [Fact]
    public Task A_fallback_sender_needs_a_messaging_service() => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], Body = "x", FallbackFrom = "+2" }, "FallbackFrom", null);

    [Fact]
    public Task Shortened_links_need_a_messaging_service() => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], Body = "x", ShortenUrls = true }, "ShortenUrls", null);

    [Fact]
    public Task A_scheduled_message_needs_a_messaging_service() => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], Body = "x", SendAt = Now.AddHours(1) }, "SendAt", 35118);

    [Theory]
    [InlineData(299)]
    [InlineData(-1)]
    [InlineData((35 * 24 * 3600) + 1)]
    public Task A_scheduled_message_is_five_minutes_to_35_days_ahead(int seconds) => RefuseAsync(
        new SmsMessage { MessagingServiceSid = Service, To = ["+1"], Body = "x", SendAt = Now.AddSeconds(seconds) }, "SendAt", 35115);

    [Theory]
    [InlineData(300)]
    [InlineData(35 * 24 * 3600)]
    public async Task The_edges_of_the_schedule_window_are_inside(int seconds)
    {
        var form = await SendAsync(new SmsMessage { MessagingServiceSid = Service, To = ["+1"], Body = "x", SendAt = Now.AddSeconds(seconds) });

        form.Should().Contain(pair => pair.Key == "ScheduleType");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(36_001_000)]
    [InlineData(1_500)]
    public Task A_validity_period_is_1_to_36000_whole_seconds(int milliseconds) => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], Body = "x", ValidityPeriod = TimeSpan.FromMilliseconds(milliseconds) }, "ValidityPeriod", null);

    [Fact]
    public Task A_text_of_1601_characters_is_too_long() => RefuseAsync(
        new SmsMessage { From = "+1", To = ["+1"], Body = new string('x', 1601) }, "Body", 21617);

    [Fact]
    public async Task A_text_of_1600_characters_is_sent_whole()
    {
        var form = await SendAsync(new SmsMessage { From = "+1", To = ["+1"], Body = new string('x', 1600) });

        form.Single(pair => pair.Key == "Body").Value.Should().HaveLength(1600);
    }

    [Theory]
    [InlineData(161, 1)]
    [InlineData(307, 2)]
    public async Task A_text_dearer_than_MaxSegments_is_refused_before_it_is_sent_and_not_as_Twilios_refusal(int length, int most)
    {
        var error = await RefuseAsync<TwilioSegmentLimitException>(
            new SmsMessage { From = "+1", To = ["+1"], Body = new string('x', length), MaxSegments = most });

        error.Should().BeEquivalentTo(new { Code = SmsErrorCode.InvalidRequestError, MaxSegments = most, Segments = most + 1, IsTransient = false });
        error.Message.Should().Contain("MaxSegments").And.NotContain("Twilio");
        error.Result.Should().BeNull();
    }

    [Fact]
    public async Task The_refusal_tells_what_makes_the_text_dear()
    {
        var message = new SmsMessage { From = "+1", To = ["+1"], Body = "It’s " + new string('x', 66), MaxSegments = 1 };

        (await RefuseAsync<TwilioSegmentLimitException>(message)).Message.Should().Be(
            "Body takes 2 segments once rendered, MaxSegments is 1 (Ucs2, 71 units: 1 character(s) outside GSM-7, the first at position 2).");
    }

    [Theory]
    [InlineData(160, null)]
    [InlineData(306, 2)]
    public async Task A_text_within_MaxSegments_is_sent(int length, int? most)
    {
        var form = await SendAsync(new SmsMessage { From = "+1", To = ["+1"], Body = new string('x', length), MaxSegments = most });

        form.Should().Contain(pair => pair.Key == "Body");
    }

    [Fact]
    public async Task MaxSegments_counts_with_smart_encoding_where_the_message_asks_for_it()
    {
        var body = "It’s " + new string('x', 150);

        await SendAsync(new SmsMessage { From = "+1", To = ["+1"], Body = body, MaxSegments = 1, SmartEncoded = true });
        await RefuseAsync<TwilioSegmentLimitException>(new SmsMessage { From = "+1", To = ["+1"], Body = body, MaxSegments = 1 });
    }

    [Fact]
    public async Task A_message_with_media_has_no_segments()
    {
        var form = await SendAsync(new SmsMessage
        {
            From = "+1",
            To = ["+1"],
            Body = new string('x', 1600),
            MaxSegments = 1,
            MediaUrls = [new Uri("https://example.com/a.png")],
        });

        form.Should().Contain(pair => pair.Key == "Body");
    }

    [Theory]
    [InlineData("MaxSegments")]
    [InlineData("MessagingServiceSid")]
    [InlineData("ContentSid")]
    [InlineData("ApplicationSid")]
    [InlineData("StatusCallback")]
    [InlineData("MediaUrls")]
    [InlineData("To")]
    [InlineData("TemplateName")]
    public async Task What_has_not_the_form_of_its_parameter_is_INVALID_INPUT(string parameter)
    {
        var message = parameter switch
        {
            "MaxSegments" => new SmsMessage { From = "+1", To = ["+1"], Body = "x", MaxSegments = 0 },
            "MessagingServiceSid" => new SmsMessage { To = ["+1"], Body = "x", MessagingServiceSid = "MG123" },
            "ContentSid" => new SmsMessage { From = "+1", To = ["+1"], Body = "x", ContentSid = Service },
            "ApplicationSid" => new SmsMessage { From = "+1", To = ["+1"], Body = "x", ApplicationSid = "AP" + new string('g', 32) },
            "StatusCallback" => new SmsMessage { From = "+1", To = ["+1"], Body = "x", StatusCallback = new Uri("/status", UriKind.Relative) },
            "MediaUrls" => new SmsMessage { From = "+1", To = ["+1"], MediaUrls = [new Uri("a.png", UriKind.Relative)] },
            "To" => new SmsMessage { From = "+1", To = ["+1", " "], Body = "x" },
            _ => new SmsMessage { From = "+1", To = ["+1"], Body = "x", TemplateName = "y" },
        };

        (await RefuseAsync<TwilioInvalidInputException>(message)).Parameter.Should().Be(parameter);
    }

    [Theory]
    [InlineData("From")]
    [InlineData("To")]
    [InlineData("Body")]
    public async Task What_is_mandatory_and_missing_is_MISSING_INPUT(string parameter)
    {
        var message = parameter switch
        {
            "From" => new SmsMessage { From = " ", To = ["+1"], Body = "x" },
            "To" => new SmsMessage { From = "+1", Body = "x" },
            _ => new SmsMessage { From = "+1", To = ["+1"], Body = "\n" },
        };

        (await RefuseAsync<TwilioMissingInputException>(message)).Parameter.Should().Be(parameter);
    }

    private static async Task RefuseAsync(SmsMessage message, string parameter, int? twilioCode)
    {
        var error = await RefuseAsync<TwilioRequestException>(message);
        error.Parameter.Should().Be(parameter);
        error.Message.Should().Contain(parameter);
        error.TwilioCode.Should().Be(twilioCode);
        error.StatusCode.Should().BeNull();
        error.Result.Should().BeNull();
    }

    private static async Task<TException> RefuseAsync<TException>(SmsMessage message)
        where TException : TwilioConnectorException
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Connect(twilio);
        var send = () => services.Sender().SendAsync(message, Stop);

        var error = (await send.Should().ThrowAsync<TException>()).Which;

        twilio.Requests.Should().BeEmpty("nothing touches the network before validation has succeeded");
        return error;
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> SendAsync(SmsMessage message)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Connect(twilio);
        await services.Sender().SendAsync(message, Stop);
        return twilio.Requests.Single().Form;
    }

    private static ServiceProvider Connect(TwilioStub twilio) =>
        Account.Connect(twilio, build: static builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now)));
}
