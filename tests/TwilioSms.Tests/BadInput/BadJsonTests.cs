using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests.BadInput;

/// <summary>Whatever a process engine hands to SEND_SMS: a result, or a documented error before anything is sent.</summary>
public sealed class BadJsonTests
{
    private const string Right = """{"smsFrom":"+15005550006","smsTo":["+15551230001"],"smsBody":"Hello ${name}","metadata":{"name":"Ann"}}""";

    private static readonly Gen<string> Scalar = Gen.Frequency(
        (4, HostileText.Any.Select(Spell)),
        (4, Gen.OneOf(
            "null", "true", "false", "0", "-0", "1e400", "123456789012345678901234567890", "0.1e-500", "[]", "{}", "\"\"", "\" \"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\r\\nX-Injected: 1\"", "\"+15551230001,+15551230002\"", "\"{}\"", "\"[1]\"",
            "\"{\\\"name\\\":1}\"", "NaN", "'a'", "\"\n\"", "{\"a\":1,\"a\":2}", "1e99999999999", "{\"\\ud800\":1}")));

    private static readonly Gen<string> AnyValue = Gen.Recursive<string>((depth, value) => depth > 3
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (1, value.Array[0, 4].Select(static items => $"[{string.Join(',', items)}]")),
            (1, Gen.Select(Name("name"), value).Array[0, 4].Select(static items => Write(items)))));

    private static readonly Gen<string> AnyInput = Gen.Frequency(
        (8, Gen.Select(
            Property("smsFrom", "\"+15005550006\""), Property("smsTo", "[\"+15551230001\"]"), Property("smsBody", "\"Hello\""),
            Property("metadata", "{\"name\":\"Ann\"}")).Select(static (a, b, c, d) => Write([a, b, c, d]))),
        (2, Gen.Select(Gen.Int[0, Right.Length - 1], Gen.Char, static (at, c) => Right.Remove(at, 1).Insert(at, c.ToString()))),
        (1, Gen.Int[0, Right.Length].Select(static length => Right[..length])),
        (1, HostileText.Any),
        (1, AnyValue));

    [Fact]
    public async Task It_gives_a_result_or_a_documented_error_before_anything_is_sent()
    {
        var sent = 0;
        await AnyInput.SampleAsync(
            async input =>
            {
                if (await ExecuteAsync(input) is { } output)
                {
                    using var json = JsonDocument.Parse(output);
                    json.RootElement.GetProperty("smsResult").ValueKind.Should().Be(JsonValueKind.Object);
                    Interlocked.Increment(ref sent);
                }
            },
            iter: 1_500);
        sent.Should().BeGreaterThan(20, "some are right, or nothing was tested");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task Input_may_be_as_deep_as_it_likes(string open, string close)
    {
        foreach (var depth in new[] { 62, 63, 64, 65, 100_000 })
        {
            var deep = $"{string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, depth))}";
            await ExecuteAsync(deep);
            await ExecuteAsync(Right.Replace("\"Ann\"", deep, StringComparison.Ordinal));
            await ExecuteAsync(Right.Replace("{\"name\":\"Ann\"}", JsonSerializer.Serialize(deep), StringComparison.Ordinal));
            await ExecuteAsync(Right.Replace("[\"+15551230001\"]", deep, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("smsFrom", "\"\\ud800\"")]
    [InlineData("smsTo", "\"\\ud800\"")]
    [InlineData("smsTo", "[\"\\ud800\"]")]
    [InlineData("smsBody", "\"Hello \\ud800\"")]
    [InlineData("metadata", "\"\\ud800\"")]
    public async Task Half_a_character_is_invalid_input(string name, string value)
    {
        var parts = new Dictionary<string, string>
        {
            ["smsFrom"] = "\"+15005550006\"",
            ["smsTo"] = "[\"+15551230001\"]",
            ["smsBody"] = "\"Hello\"",
            ["metadata"] = "null",
            [name] = value,
        };
        using var twilio = new RecordingTwilio();
        await using var services = Connect(twilio);

        var execute = () => services.GetRequiredService<SendSmsAction>().ExecuteAsync(Write(parts.Select(part => (part.Key, part.Value))), TestContext.Current.CancellationToken);

        (await execute.Should().ThrowAsync<TwilioInvalidInputException>()).Which.Message.Should().Contain("half a character");
        twilio.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Half_a_character_that_is_not_escaped_is_invalid_input_too() =>
        (await ExecuteAsync(Right.Replace("Hello", "Hello \ud800", StringComparison.Ordinal))).Should().BeNull();

    [Fact]
    public async Task A_hundred_thousand_recipients_are_all_sent_to()
    {
        using var twilio = new RecordingTwilio();
        await using var services = Connect(twilio);
        var to = JsonSerializer.Serialize(Account.Numbers(100_000));

        await services.GetRequiredService<SendSmsAction>().ExecuteAsync(
            Right.Replace("[\"+15551230001\"]", to, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        twilio.Calls.Should().HaveCount(100_000);
    }

    /// <summary>The output; null where the input was refused as documented.</summary>
    private static async Task<string?> ExecuteAsync(string input)
    {
        using var twilio = new RecordingTwilio();
        await using var services = Connect(twilio);
        try
        {
            return await services.GetRequiredService<SendSmsAction>().ExecuteAsync(input);
        }
        catch (TwilioConnectorException exception)
        {
            exception.Code.Should().BeOneOf(
                SmsErrorCode.MissingInput, SmsErrorCode.InvalidInput, SmsErrorCode.InvalidRequestError,
                SmsErrorCode.TemplateReadError, SmsErrorCode.TemplateMetadataError, SmsErrorCode.TemplateSyntaxError);
            twilio.Calls.Should().BeEmpty("it was refused");
            return null;
        }
    }

    private static Gen<(string, string)> Property(string name, string right) =>
        Gen.Select(Name(name), Gen.Frequency((5, Gen.Const(right)), (1, AnyValue)));

    private static Gen<string> Name(string right) => Gen.Frequency((20, Gen.Const(right)), (1, HostileText.Any));

    private static string Write(IEnumerable<(string Name, string Value)> properties) =>
        $"{{{string.Join(',', properties.Select(property => $"{Spell(property.Name)}:{property.Value}"))}}}";

    // The serializer would not write half a surrogate pair.
    private static string Spell(string text) => $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";

    private static ServiceProvider Connect(RecordingTwilio twilio) => Account.Connect(
        new Uri("https://api.twilio.com"), build: builder => builder.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio));
}
