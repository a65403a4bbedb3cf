using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioSms.FreeMarker.Tests.Model;

public sealed class DataModelTests
{
    [Fact]
    public void Json_numbers_keep_every_digit() =>
        Render("${n?c} ${m?c}", Json("""{"n": 12345678901234567890123.45, "m": 1.5e3}""")).Should().Be("12345678901234567890123.45 1500");

    [Fact]
    public void Keys_keep_their_order() =>
        Render("${.data_model?keys?join(',')}", Json("""{"b": 1, "a": {"z": 1, "y": 2}, "c": 3}""")).Should().Be("b,a,c");

    [Fact]
    public void A_null_is_a_missing_value_whose_key_is_there() =>
        Render("${h.x!'none'} ${h?keys?join(',')}", Json("""{"h": {"x": null, "y": 1}}""")).Should().Be("none x,y");

    [Fact]
    public void Half_a_surrogate_pair_survives() =>
        Render("${s?length}${s}", Json("""{"s": "a\ud83d\n"}""")).Should().Be("3a\ud83d\n");

    [Fact]
    public void A_data_model_is_a_json_object()
    {
        var from = () => Json("[1]");
        from.Should().Throw<ArgumentException>().WithMessage("*object*Array*");
    }

    [Fact]
    public void A_json_node_has_to_be_an_object()
    {
        Render("${a}", DataModel.From(JsonNode.Parse("""{"a": "x"}""")!)).Should().Be("x");

        var from = () => DataModel.From(JsonNode.Parse("[1]")!);
        from.Should().Throw<ArgumentException>().WithMessage("*object*Array*");
    }

    [Fact]
    public void Json_nodes_are_copied()
    {
        var json = new JsonObject { ["a"] = 1, ["l"] = new JsonArray("x", true, null) };
        var model = DataModel.From(json);
        json["a"] = 2;

        Render("${a} ${l[0]} ${l[1]?c} ${l[2]!'null'}", model).Should().Be("1 x true null");
    }

    [Fact]
    public void Dictionaries_hold_primitives_dates_lists_and_dictionaries()
    {
        var model = DataModel.From(new Dictionary<string, object?>
        {
            ["text"] = "t",
            ["yes"] = true,
            ["numbers"] = new object[] { (byte)1, 2L, 3.50m, 0.5, BigInteger.Pow(10, 20), ulong.MaxValue },
            ["when"] = new DateTimeOffset(2024, 3, 5, 14, 7, 9, TimeSpan.FromHours(2)),
            ["nested"] = new Dictionary<string, object?> { ["list"] = new List<string> { "a", "b" }, ["none"] = null },
            ["json"] = JsonSerializer.Deserialize<JsonElement>("[1]"),
        });

        Render("${text} ${yes?c} ${numbers?map(n -> n?c)?join(' ')} ${when?iso_utc} ${nested.list?join('')} ${nested.none!'-'} ${json[0]}", model)
            .Should().Be("t true 1 2 3.5 0.5 100000000000000000000 18446744073709551615 2024-03-05T12:07:09Z ab - 1");
    }

    [Fact]
    public void A_value_of_another_type_is_refused_with_its_place()
    {
        var from = () => DataModel.From(new Dictionary<string, object?> { ["a"] = new object[] { new Dictionary<string, object?> { ["b"] = new Uri("https://example.com") } } });
        from.Should().Throw<ArgumentException>().WithMessage("*a[0].b*System.Uri*");
    }

    [Fact]
    public void A_hash_of_the_hosts_own_is_asked_only_for_what_a_template_reads()
    {
        var host = new CountingHash();

        Render("${a.b}${a.b}", host).Should().Be("value of avalue of a");
        host.Asked.Should().Equal("a", "a");
    }

    private static ITemplateHash Json(string json) => DataModel.From(JsonSerializer.Deserialize<JsonElement>(json));

    private static string Render(string template, ITemplateHash model) =>
        Template.Parse(template).Render(model, TestContext.Current.CancellationToken);

    private sealed class CountingHash : ITemplateHash
    {
        public List<string> Asked { get; } = [];

        public IEnumerable<string> Keys => ["a"];

        public object? GetValue(string key)
        {
            Asked.Add(key);
            return new Dictionary<string, object?> { ["b"] = "value of " + key };
        }
    }
}
