using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TwilioSms.Tests.Loopback;

namespace TwilioSms.Tests;

public sealed partial class MetadataTests
{
    private const string Template = "${name}: ${count} ${items?join(\"+\")} ${address.city}<#if vip> *</#if>";
    private const string Text = "Ann: 2 tea+milk Oslo *";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_as_a_value_is_refused_with_a_word_about_how_to_give_it()
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);
        var message = new SmsMessage
        {
            From = Account.From,
            To = [Account.To],
            Body = "${order.id}",
            Metadata = new() { ["order"] = new Shipment("top-secret") },
        };

        var send = () => services.Sender().SendAsync(message, TestContext.Current.CancellationToken);

        (await send.Should().ThrowAsync<TwilioInvalidInputException>()).Which.Message
            .Should().ContainAll("'order'", nameof(Shipment), "SmsMetadata.From(value, typeInfo)").And.NotContainAny("top-secret", "(Parameter");
    }

    [Fact]
    public async Task Metadata_can_be_written_in_place() => (await RenderAsync(new()
    {
        ["name"] = "Ann",
        ["count"] = 2,
        ["items"] = new[] { "tea", "milk" },
        ["address"] = new Dictionary<string, object?> { ["city"] = "Oslo" },
        ["vip"] = true,
    })).Should().Be(Text);

    [Fact]
    public async Task Metadata_can_be_a_json_element()
    {
        using var json = JsonDocument.Parse("""{"name":"Ann","count":2,"items":["tea","milk"],"address":{"city":"Oslo"},"vip":true}""");

        (await RenderAsync(json.RootElement)).Should().Be(Text);
    }

    [Fact]
    public async Task Metadata_can_be_a_json_node() => (await RenderAsync(new JsonObject
    {
        ["name"] = "Ann",
        ["count"] = 2,
        ["items"] = new JsonArray("tea", "milk"),
        ["address"] = new JsonObject { ["city"] = "Oslo" },
        ["vip"] = true,
    })).Should().Be(Text);

    [Fact]
    public async Task Metadata_can_be_a_dictionary() => (await RenderAsync(new Dictionary<string, object?>
    {
        ["name"] = "Ann",
        ["count"] = 2m,
        ["items"] = new List<object?> { "tea", JsonValue.Create("milk") },
        ["address"] = new JsonObject { ["city"] = "Oslo" },
        ["vip"] = true,
    })).Should().Be(Text);

    [Fact]
    public async Task Metadata_can_be_a_type_of_your_own() => (await RenderAsync(SmsMetadata.From(
        new Order("Ann", 2, ["tea", "milk"], new Address("Oslo"), true), OrderJson.Default.Order))).Should().Be(Text);

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    public void Metadata_that_is_not_an_object_is_INVALID_INPUT(string json)
    {
        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;

        new Action(() => _ = SmsMetadata.FromJsonElement(element)).Should().Throw<TwilioInvalidInputException>()
            .Which.Parameter.Should().Be("Metadata");
        new Action(() => _ = SmsMetadata.FromJsonNode(JsonNode.Parse(json))).Should().Throw<TwilioInvalidInputException>();
    }

    [Fact]
    public void The_callers_own_json_and_dictionary_are_never_written_to()
    {
        var json = new JsonObject { ["a"] = 1 };
        var dictionary = new Dictionary<string, object?> { ["a"] = 1 };

        SmsMetadata fromJson = json;
        SmsMetadata fromDictionary = dictionary;
        fromJson["b"] = 2;
        fromDictionary["b"] = 2;

        fromJson.Names.Should().Equal("a", "b");
        fromDictionary.Names.Should().Equal("a", "b");
        json.Should().ContainSingle();
        dictionary.Should().ContainSingle();
    }

    [Fact]
    public void A_custom_renderer_reads_values_by_name()
    {
        SmsMetadata metadata = new() { ["a"] = 1, ["b"] = null };

        metadata.Names.Should().Equal("a", "b");
        metadata["a"].Should().Be(1);
        metadata["missing"].Should().BeNull();
    }

    private static async Task<string?> RenderAsync(SmsMetadata metadata)
    {
        await using var twilio = TwilioStub.Start();
        await using var services = Account.Connect(twilio);
        await services.Sender().SendAsync(
            new SmsMessage { From = Account.From, To = [Account.To], Body = Template, Metadata = metadata }, Stop);
        return twilio.Requests.Single()["Body"];
    }

    internal sealed record Order(string Name, int Count, string[] Items, Address Address, bool Vip);

    internal sealed record Address(string City);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrderJson : JsonSerializerContext;

    private sealed record Shipment(string Id);
}
