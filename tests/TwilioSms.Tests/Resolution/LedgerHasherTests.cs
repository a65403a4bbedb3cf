using System.Text.Json;
using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

public sealed class LedgerHasherTests
{
    private static readonly LedgerHasher Hasher = new(new byte[] { 1, 2, 3 });

    [Fact]
    public void Equal_words_of_different_kinds_and_ledgers_have_different_hashes() =>
        new[] { Hasher.OfKey("a"), Hasher.OfAddress("a"), Hasher.OfText("a")!.Value, new LedgerHasher(new byte[] { 4 }).OfKey("a") }
            .Should().OnlyHaveUniqueItems();

    [Theory]
    [InlineData("Hello", "Hello", true)]
    [InlineData("Hello", "hello", false)]
    [InlineData(" Hello\r\nAnn ", "Hello\nAnn", true)]
    [InlineData("Hello", "Sent from your Twilio trial account - Hello", true)]
    [InlineData("It\u2019s \u201Cnow\u201D\u2026", "It's \"now\"...", true)]
    public void A_text_is_recognised_as_Twilio_keeps_it(string text, string listed, bool recognised) =>
        (Hasher.OfText(text) == Hasher.OfText(listed)).Should().Be(recognised);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void No_text_has_no_hash(string? text) => Hasher.OfText(text).Should().BeNull();

    [Fact]
    public void The_content_is_what_was_given_in_whichever_form()
    {
        var given = OfMetadata(new() { ["name"] = "Ann", ["count"] = 2, ["items"] = new object?[] { true, null, 1.50m } });

        OfMetadata(JsonDocument.Parse("""{"items":[true,null,1.5],"count":2.0,"name":"Ann"}""").RootElement).Should().Be(given);
        OfMetadata(System.Text.Json.Nodes.JsonNode.Parse("""{"count":2,"name":"Ann","items":[true,null,1.50]}""")).Should().Be(given);
    }

    [Fact]
    public void Whatever_is_given_counts_and_nothing_else()
    {
        var message = Message(new SmsMetadata { ["name"] = "Ann" });
        var others = new[]
        {
            message,
            Message(new SmsMetadata { ["name"] = "Bob" }),
            Message(new SmsMetadata { ["name"] = "Ann", ["more"] = 1 }),
            Message(null),
            new SmsMessage { From = Some.Sender, To = [Some.Number], TemplateName = "Hello ${name}", Metadata = message.Metadata },
            new SmsMessage { From = "+15005550007", To = [Some.Number], Body = "Hello ${name}", Metadata = message.Metadata },
            new SmsMessage { From = Some.Sender, To = [Some.Number], Body = "Hello ${name}", Metadata = message.Metadata, MediaUrls = [new("https://example.com/a")] },
            new SmsMessage { From = Some.Sender, To = [Some.Number], Body = "Hello ${name}", Metadata = message.Metadata, ContentSid = "HX1" },
        };

        others.Select(Of).Should().OnlyHaveUniqueItems();
        Of(new SmsMessage { From = Some.Sender, To = ["+1555"], Body = "Hello ${name}", Metadata = message.Metadata, SendAt = DateTimeOffset.UnixEpoch })
            .Should().Be(Of(message));
    }

    [Fact]
    public void Lists_and_texts_do_not_run_into_each_other() =>
        OfMetadata(new() { ["a"] = new[] { "x", "y" } }).Should().NotBe(OfMetadata(new() { ["a"] = new[] { "xy" } }))
            .And.NotBe(OfMetadata(new() { ["a"] = "1" })).And.NotBe(OfMetadata(new() { ["a"] = 1 }));

    [Fact]
    public void A_dictionary_that_holds_itself_does_not_hang()
    {
        var loop = new Dictionary<string, object?>();
        loop["self"] = loop;

        OfMetadata(new() { ["loop"] = loop }).Should().NotBe(default(LedgerHash));
    }

    [Theory]
    [InlineData("+4915112345678", "49")]
    [InlineData("+15551234567", "1")]
    [InlineData("+77011234567", "7")]
    [InlineData("+525512345678", "52")]
    [InlineData("+5215512345678", "521")]
    [InlineData("+5491123456789", "549")]
    [InlineData("+541123456789", "54")]
    [InlineData("+35312345678", "353")]
    [InlineData("+8521234567", "852")]
    [InlineData("whatsapp:+4915112345678", null)]
    [InlineData("4915112345678", null)]
    [InlineData("+49", null)]
    public void The_calling_code_of_a_number(string number, string? code) => CallingCode.Of(number).Should().Be(code);

    [Theory]
    [InlineData("+525512345678", "+5215512345678")]
    [InlineData("+5215512345678", "+525512345678")]
    [InlineData("+5491123456789", "+541123456789")]
    [InlineData("+541123456789", "+5491123456789")]
    [InlineData("+4915112345678", null)]
    [InlineData("whatsapp:+5215512345678", null)]
    public void The_other_writing_of_a_number(string number, string? other) => CallingCode.OtherWritingOf(number).Should().Be(other);

    [Theory]
    [InlineData("+4915112345678", true, true)]
    [InlineData("whatsapp:+15551234567", true, true)]
    [InlineData("5551234567", true, false)]
    [InlineData("12345", true, false)]
    [InlineData("+4915112345678", false, false)]
    public void A_number_is_searchable_where_Twilio_keeps_it_as_given(string to, bool isKept, bool isSearchable) =>
        new SearchTerms(Some.Sender, to, isKept).IsSearchable.Should().Be(isSearchable);

    private static LedgerHash OfMetadata(SmsMetadata? metadata) => Of(Message(metadata));

    private static LedgerHash Of(SmsMessage message) =>
        Hasher.OfContent(message, SmsSenderAddress.Of(message, Some.Endpoint.Options));

    private static SmsMessage Message(SmsMetadata? metadata) => new() { From = Some.Sender, To = [Some.Number], Body = "Hello ${name}", Metadata = metadata };
}
