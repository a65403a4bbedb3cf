using System.Text.Json;

namespace TwilioSms.Connector;

/// <summary>Writes the element template that Camunda's modellers offer for a service task.</summary>
internal static class CamundaElementTemplate
{
    // By this address Camunda's modellers tell templates for Camunda 8 from others; it is not fetched.
    private const string Schema = "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json";

    public static string Write(ConnectorDescription connector) => WireJson.WriteIndented(connector, static (writer, connector) =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", Schema);
        writer.WriteString("name", $"{connector.Name}: {connector.Action.Name}");
        writer.WriteString("id", connector.Action.Implementation);
        writer.WriteNumber("version", 1);
        writer.WriteString("description", connector.Action.Description);
        writer.WriteStartArray("appliesTo");
        writer.WriteStringValue("bpmn:Task");
        writer.WriteStringValue("bpmn:ServiceTask");
        writer.WriteEndArray();
        writer.WriteStartObject("elementType");
        writer.WriteString("value", "bpmn:ServiceTask");
        writer.WriteEndObject();
        writer.WriteStartArray("groups");
        WriteGroup(writer, "input", "Message");
        WriteGroup(writer, "output", "Result");
        writer.WriteEndArray();
        writer.WriteStartArray("properties");
        WriteJobType(writer, connector.Action);
        foreach (var input in connector.Action.Inputs)
        {
            WriteInput(writer, input);
        }

        foreach (var output in connector.Action.Outputs)
        {
            WriteOutput(writer, output);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("icon");
        writer.WriteString("contents", connector.IconDataUri);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteGroup(Utf8JsonWriter writer, string id, string label)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("label", label);
        writer.WriteEndObject();
    }

    private static void WriteJobType(Utf8JsonWriter writer, ConnectorAction action)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Hidden");
        writer.WriteString("value", action.Implementation);
        WriteBinding(writer, "zeebe:taskDefinition", "property", "type");
        writer.WriteEndObject();
    }

    // Text may be given as it is or as an expression; JSON only as an expression, or it would arrive as text.
    private static void WriteInput(Utf8JsonWriter writer, ConnectorParameter input)
    {
        writer.WriteStartObject();
        writer.WriteString("label", input.Name);
        writer.WriteString("description", input.Description);
        writer.WriteString("type", "Text");
        writer.WriteString("group", "input");
        writer.WriteString("feel", input.Type == ConnectorParameterType.Json ? "required" : "optional");
        WriteBinding(writer, "zeebe:input", "name", input.Name);
        if (input.IsRequired)
        {
            writer.WriteStartObject("constraints");
            writer.WriteBoolean("notEmpty", true);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteBoolean("optional", true);
        }

        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, ConnectorParameter output)
    {
        writer.WriteStartObject();
        writer.WriteString("label", "Variable for " + output.Name);
        writer.WriteString("description", output.Description);
        writer.WriteString("type", "String");
        writer.WriteString("value", output.Name);
        writer.WriteString("group", "output");
        WriteBinding(writer, "zeebe:output", "source", "=" + output.Name);
        writer.WriteBoolean("optional", true);
        writer.WriteEndObject();
    }

    private static void WriteBinding(Utf8JsonWriter writer, string type, string property, string value)
    {
        writer.WriteStartObject("binding");
        writer.WriteString("type", type);
        writer.WriteString(property, value);
        writer.WriteEndObject();
    }
}
