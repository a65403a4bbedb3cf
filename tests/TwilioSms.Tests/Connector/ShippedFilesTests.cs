using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace TwilioSms.Tests.Connector;

/// <summary>The files for modellers that the package brings, and the documentation's tables: each is what the description writes, and
/// valid by its published schema.</summary>
public sealed class ShippedFilesTests
{
    private static readonly ConnectorDescription Connector = TwilioConnector.Describe();

    [Fact]
    public void The_connector_definition_is_valid() => Violations("activiti-connector.json", Connector.ToAlfrescoJson()).Should().BeEmpty();

    [Fact]
    public void The_element_template_is_valid() => Violations("camunda-element-template.json", Connector.ToCamundaJson()).Should().BeEmpty();

    [Theory]
    [InlineData("activiti-connector.json", """{"name":"twilio-connector","config":[{"name":"TWILIO_TOKEN","secure":"yes"}]}""")]
    [InlineData("camunda-element-template.json", """{"name":"Twilio","id":"twilio","appliesTo":["bpmn:Task"]}""")]
    public void The_schemas_refuse_what_is_wrong(string schema, string json) => Violations(schema, json).Should().NotBeEmpty();

    [Fact]
    public void The_connector_definition_tells_all_that_the_description_does()
    {
        using var document = JsonDocument.Parse(Connector.ToAlfrescoJson());
        var root = document.RootElement;
        var action = root.GetProperty("actions").GetProperty("SEND_SMS");

        root.GetProperty("name").GetString().Should().Be("twilio-connector", "service tasks refer to it by name");
        Texts(action.GetProperty("inputs"), "name").Should().Equal(
            "smsFrom", "smsTo", "smsBody", "metadata", "messagingServiceSid", "contentSid", "contentVariables", "mediaUrls",
            "statusCallback", "sendAt", "validityPeriod", "messageIntent");
        Texts(action.GetProperty("inputs"), "type").Should().Equal(
            "string", "string", "string", "json", "string", "string", "json", "string", "string", "string", "string", "string");
        Flags(action.GetProperty("inputs"), "required").Should().StartWith([true, true, true, false]).And.HaveCount(12)
            .And.Subject.Skip(3).Should().OnlyContain(required => !required);
        Texts(action.GetProperty("outputs"), "name").Should().Equal("smsResult");
        Texts(root.GetProperty("config"), "name").Should().Equal("TWILIO_ACCOUNT", "TWILIO_TOKEN");
        Flags(root.GetProperty("config"), "secure").Should().Equal(false, true);
        Texts(root.GetProperty("errors"), "code").Should().Equal(Connector.Errors.Select(error => error.Name));
        Texts(root.GetProperty("errors"), "description").Should().Equal(Connector.Errors.Select(error => error.Description));
    }

    [Fact]
    public void The_element_template_maps_every_input_and_the_result()
    {
        using var document = JsonDocument.Parse(Connector.ToCamundaJson());
        var bindings = document.RootElement.GetProperty("properties").EnumerateArray()
            .Select(property => property.GetProperty("binding")).ToLookup(binding => binding.GetProperty("type").GetString());

        bindings["zeebe:input"].Select(binding => binding.GetProperty("name").GetString())
            .Should().Equal(
            "smsFrom", "smsTo", "smsBody", "metadata", "messagingServiceSid", "contentSid", "contentVariables", "mediaUrls",
            "statusCallback", "sendAt", "validityPeriod", "messageIntent");
        bindings["zeebe:output"].Select(binding => binding.GetProperty("source").GetString()).Should().Equal("=smsResult");
        document.RootElement.GetProperty("icon").GetProperty("contents").GetString().Should().Be(Connector.IconDataUri);
    }

    [Theory]
    [InlineData("alfresco", "twilio-connector.json")]
    [InlineData("camunda", "twilio-element-template.json")]
    [InlineData("svg", "twilio-logo.svg")]
    public void The_package_brings_what_the_description_writes(string format, string file)
    {
        var written = format switch
        {
            "alfresco" => Connector.ToAlfrescoJson(),
            "camunda" => Connector.ToCamundaJson(),
            _ => Connector.IconSvg,
        };

        ReadData("Modeler", file).Should().Be(written, $"the command twilio-sms describe --format {format} writes the file");
    }

    [Fact]
    public void The_documentation_has_the_tables_that_the_description_writes() =>
        ReadData("connector.md").Should().Contain(Connector.ToMarkdown(), "the command twilio-sms describe --format markdown writes them");

    private static string[] Violations(string schema, string json)
    {
        var result = JsonSchema.FromText(ReadData("Schemas", schema)).Evaluate(
            JsonNode.Parse(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [.. result.Details.Where(detail => detail.HasErrors).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")];
    }

    private static IEnumerable<string?> Texts(JsonElement array, string property) =>
        array.EnumerateArray().Select(item => item.GetProperty(property).GetString());

    private static IEnumerable<bool> Flags(JsonElement array, string property) =>
        array.EnumerateArray().Select(item => item.GetProperty(property).GetBoolean());

    private static string ReadData(params string[] path) => File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "Data", .. path]));
}
