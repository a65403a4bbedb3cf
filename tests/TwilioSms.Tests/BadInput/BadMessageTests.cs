using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.BadInput;

/// <summary>Whatever a message holds: it is sent as it is, or it is refused with a documented error before anything is sent.</summary>
public sealed class BadMessageTests
{
    private const string Service = "MG0123456789abcdef0123456789abcdef";

    private static readonly SmsErrorCode[] LocalErrors =
    [
        SmsErrorCode.MissingInput, SmsErrorCode.InvalidInput, SmsErrorCode.InvalidRequestError,
        SmsErrorCode.TemplateReadError, SmsErrorCode.TemplateMetadataError, SmsErrorCode.TemplateSyntaxError,
    ];

    // The 25 of Twilio's OpenAPI description.
    private static readonly string[] Parameters =
    [
        "To", "From", "FallbackFrom", "MessagingServiceSid", "Body", "MediaUrl", "ContentSid", "ContentVariables", "StatusCallback",
        "ApplicationSid", "MaxPrice", "ProvideFeedback", "Attempt", "ValidityPeriod", "ForceDelivery", "ContentRetention",
        "AddressRetention", "SmartEncoded", "PersistentAction", "TrafficType", "ShortenUrls", "ScheduleType", "SendAt", "SendAsMms", "RiskCheck",
    ];

    private static readonly string[] Headers = ["Authorization", "Accept", "User-Agent", "Content-Type", "Content-Length"];

    private static readonly Gen<SmsMessage> AnyMessage =
        from @from in HostileText.Or("+15005550006")
        from to in HostileText.Or("+15551230001", "+1 (555) 123-0001", "whatsapp:+15551230001").Array[0, 4]
        from body in HostileText.Or("Hello", "Hello ${name}")
        from templateName in HostileText.Or(null, null, null, "none.ftl")
        from name in HostileText.Any
        from service in HostileText.Or(null, Service)
        from fallback in HostileText.Or(null, null, "+15005550006")
        from media in HostileText.Address("https://example.com/picture.png").Array[0, 2]
        from contentSid in HostileText.Or(null, "HX0123456789abcdef0123456789abcdef")
        from variables in HostileText.Or(null, null, "{\"1\":\"a\"}")
        from callback in HostileText.Address("https://example.com/status?a=b")
        from application in HostileText.Or(null, "AP0123456789abcdef0123456789abcdef")
        from attempt in Gen.Int.Nullable()
        from validity in Gen.Long[-20_000_000, 400_000_000_000].Select(TimeSpan.FromTicks).Nullable(0.8)
        from sendAt in Gen.DateTimeOffset.Nullable(0.9)
        from actions in HostileText.Or("geo:1,2").Array[0, 2]
        from risk in Gen.Int[-1, 3].Nullable(0.8)
        from retention in Gen.Int[-1, 3].Nullable(0.8)
        from traffic in Gen.Int[-1, 2].Nullable(0.9)
        select new SmsMessage
        {
            From = @from,
            To = to!,
            Body = body,
            TemplateName = templateName,
            Metadata = new() { ["name"] = name },
            MessagingServiceSid = service,
            FallbackFrom = fallback,
            MediaUrls = media!,
            ContentSid = contentSid,
            ContentVariables = variables,
            StatusCallback = callback,
            ApplicationSid = application,
            Attempt = attempt,
            ValidityPeriod = validity,
            SendAt = sendAt,
            PersistentActions = actions!,
            RiskCheck = (SmsRiskCheck?)risk,
            ContentRetention = (SmsContentRetention?)retention,
            AddressRetention = (SmsAddressRetention?)retention,
            TrafficType = (SmsTrafficType?)traffic,
        };

    [Fact]
    public async Task It_is_sent_as_it_is_or_refused_before_anything_is_sent()
    {
        var sent = 0;
        await AnyMessage.SampleAsync(
            async message =>
            {
                using var twilio = new RecordingTwilio();
                await using var services = Connect(twilio);
                try
                {
                    var result = await services.Sender().SendAsync(message);
                    result.AllSent.Should().BeTrue();
                    twilio.Calls.Should().HaveSameCount(result.Outcomes);
                    Interlocked.Increment(ref sent);
                }
                catch (TwilioConnectorException exception)
                {
                    LocalErrors.Should().Contain(exception.Code);
                    exception.Result.Should().BeNull();
                    twilio.Calls.Should().BeEmpty("it was refused");
                }

                foreach (var call in twilio.Calls)
                {
                    SaysWhatTheMessageSays(call, message);
                }
            },
            print: Describe,
            iter: 1_500);
        sent.Should().BeGreaterThan(20, "some are right, or nothing was tested");
    }

    [Fact]
    public async Task Metadata_is_data_whatever_it_holds() => await HostileText.Any.Where(static value => value.Length < 700).SampleAsync(
        async value =>
        {
            using var twilio = new RecordingTwilio();
            await using var services = Connect(twilio);
            var message = new SmsMessage
            {
                From = Account.From,
                To = [Account.To],
                Body = "Hello ${name}, ${list?join(' ')}",
                Metadata = new() { ["name"] = value, ["list"] = new[] { value } },
            };

            await services.Sender().SendAsync(message);

            twilio.Calls.Single()["Body"].Should().Be(HostileText.Received($"Hello {value}, {value}"));
        },
        iter: 500);

    [Fact]
    public async Task A_hundred_thousand_recipients_are_all_sent_to()
    {
        using var twilio = new RecordingTwilio();
        await using var services = Connect(twilio);

        var result = await services.Sender().SendAsync(
            Account.Message([.. Account.Numbers(100_000)]), TestContext.Current.CancellationToken);

        result.AllSent.Should().BeTrue();
        twilio.Calls.Select(call => call["To"]).Order().SequenceEqual(Account.Numbers(100_000).Order()).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task One_bad_recipient_of_a_hundred_thousand_is_found_before_anything_is_sent(string? bad)
    {
        using var twilio = new RecordingTwilio();
        await using var services = Connect(twilio);

        var send = () => services.Sender().SendAsync(
            Account.Message([.. Account.Numbers(99_999), bad!]), TestContext.Current.CancellationToken);

        await send.Should().ThrowAsync<TwilioInvalidInputException>().WithMessage("*To[99999]*");
        twilio.Calls.Should().BeEmpty();
    }

    private static void SaysWhatTheMessageSays(RecordingTwilio.Call call, SmsMessage message)
    {
        call.Headers.Should().OnlyContain(header => Headers.Contains(header.Split(new[] { ':' }, 2)[0]));
        call.Headers.Should().NotContain(header => header.Contains('\r') || header.Contains('\n'));
        call.Form.Should().OnlyContain(parameter => Parameters.Contains(parameter.Key));
        message.To.Any(to => IsAddressOf(call["To"]!, to)).Should().BeTrue();
        (call["From"] ?? call["MessagingServiceSid"]).Should().NotBeNullOrWhiteSpace();
        var fallback = call["FallbackFrom"];
        (Trimmed(message.FallbackFrom ?? string.Empty).Length == 0 ? fallback is null : IsAddressOf(fallback!, message.FallbackFrom!)).Should().BeTrue();
        Same(call["ContentSid"], message.ContentSid);
        Same(call["ContentVariables"], message.ContentVariables);
        Same(call["ApplicationSid"], message.ApplicationSid);
        Same(call["StatusCallback"], message.StatusCallback?.OriginalString);
        call.Values("MediaUrl").Should().Equal(message.MediaUrls.Select(url => url.AbsoluteUri));
        call.Values("PersistentAction").Should().Equal(message.PersistentActions.Select(HostileText.Received));
        call["Attempt"].Should().Be(message.Attempt?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (call["ValidityPeriod"] is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)) : (TimeSpan?)null)
            .Should().Be(message.ValidityPeriod);
        call["RiskCheck"].Should().Be(message.RiskCheck?.ToString().ToLowerInvariant());
        call["ContentRetention"].Should().Be(message.ContentRetention?.ToString().ToLowerInvariant());
        call["AddressRetention"].Should().Be(message.AddressRetention?.ToString().ToLowerInvariant());
        call["TrafficType"].Should().Be(message.TrafficType?.ToString().ToLowerInvariant());
        if (message.Body is { } body && !string.IsNullOrWhiteSpace(body) && !body.Contains('<') && !body.Contains('[') && !body.Contains('$') && !body.Contains('#'))
        {
            Same(call["Body"], body);
        }

        // As it was given, or its number alone: behind a channel, whatever its name, numbers are read as everywhere.
        static bool IsAddressOf(string sent, string given)
        {
            var channel = sent.Substring(0, sent.IndexOf(':') + 1);
            return Trimmed(given) == sent
                || (Trimmed(given).StartsWith(channel, StringComparison.Ordinal) && sent.Substring(channel.Length).All("+0123456789".Contains));
        }

        static void Same(string? sent, string? given) => sent.Should().Be(given is null ? null : HostileText.Received(given));
    }

    // Without white space and characters that nobody sees at the ends.
    private static string Trimmed(string given) => Regex.Replace(HostileText.Received(given), @"^[\s\p{Cf}]+|[\s\p{Cf}]+$", string.Empty);

    // SmsMessage itself tells nothing.
    private static string Describe(SmsMessage message) => JsonSerializer.Serialize(
        typeof(SmsMessage).GetProperties().Where(property => property.Name != nameof(SmsMessage.Metadata))
            .ToDictionary(property => property.Name, property => property.GetValue(message))) + message.Metadata?["name"];

    private static ServiceProvider Connect(RecordingTwilio twilio) => Account.Connect(
        new Uri("https://api.twilio.com"), build: builder => builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio));
}
