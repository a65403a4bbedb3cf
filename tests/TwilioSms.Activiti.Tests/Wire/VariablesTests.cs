using System.Text.Json;
using TwilioSms.Activiti.Wire;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Tests.Wire;

public sealed class VariablesTests
{
    [Theory]
    [InlineData("""{"type":"string","value":"12"}""", "\"12\"")]
    [InlineData("""{"type":"integer","value":"12"}""", "12")]
    [InlineData("""{"type":"bigdecimal","value":"12.50"}""", "12.50")]
    [InlineData("""{"type":"boolean","value":"true"}""", "true")]
    [InlineData("""{"type":"json","value":"{\"a\":[1]}"}""", "{\"a\":[1]}")]
    [InlineData("""{"type":"list","value":"[\"+1\"]"}""", "[\"+1\"]")]
    [InlineData("""{"type":"object","value":"{\"object\":{\"a\":1}}"}""", "{\"a\":1}")]
    [InlineData("""{"type":"date","value":"2026-01-01T00:00:00Z"}""", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("""{"type":"character","value":"7"}""", "\"7\"")]
    [InlineData("""{"type":"json","value":null}""", "null")]
    [InlineData("""{"type":"json","value":{"a":1}}""", "{\"a\":1}")]
    [InlineData("""{"type":"something","value":"{\"a\":1}"}""", "{\"a\":1}")]
    [InlineData("""{"type":"integer","value":"twelve"}""", "\"twelve\"")]
    [InlineData("""{"type":"json","value":"{broken"}""", "\"{broken\"")]
    [InlineData("""{"a":1,"type":"x"}""", """{"a":1,"type":"x"}""")]
    [InlineData("null", "null")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("[1]", "[1]")]
    public void A_variable_is_read_by_its_type_or_as_it_is(string variable, string expected)
    {
        using var variables = JsonDocument.Parse($"{{\"x\":{variable}}}");

        Variables.ToInputs(variables.RootElement).Should().Be($"{{\"x\":{expected}}}");
    }

    [Fact]
    public void Without_variables_there_are_no_inputs() => Variables.ToInputs(default).Should().Be("{}");

    [Fact]
    public void An_output_never_looks_like_an_expression()
    {
        var written = WireObject.Write(0, static (writer, _) => Variables.WriteJson(writer, "smsResult", "{\"SM1\":\"${evil}\"}"));

        using var json = JsonDocument.Parse(written);
        var value = json.RootElement.GetProperty("smsResult").GetProperty("value").GetString()!;
        value.Should().NotContain("${");
        using var inner = JsonDocument.Parse(value);
        inner.RootElement.GetProperty("SM1").GetString().Should().Be("${evil}");
    }
}
