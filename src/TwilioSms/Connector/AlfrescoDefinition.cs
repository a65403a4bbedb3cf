using System.Text.Json;

namespace TwilioSms.Connector;

/// <summary>Writes the connector definition of Activiti and Alfresco Process Automation.</summary>
internal static class AlfrescoDefinition
{
    public static string Write(ConnectorDescription connector) => WireJson.WriteIndented(connector, static (writer, connector) =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", connector.Id);
        // The engine looks the connector of a service task up by its name, so the name is what processes refer to.
        writer.WriteString("name", connector.Id);
        writer.WriteString("key", connector.Id);
        writer.WriteString("description", connector.Description);
        writer.WriteStartObject("actions");
        writer.WritePropertyName(connector.Action.Name);
        WriteAction(writer, connector.Action);
        writer.WriteEndObject();
        writer.WriteStartArray("config");
        foreach (var setting in connector.Configuration)
        {
            WriteSetting(writer, setting);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("errors");
        foreach (var error in connector.Errors)
        {
            WriteError(writer, error);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteAction(Utf8JsonWriter writer, ConnectorAction action)
    {
        writer.WriteStartObject();
        writer.WriteString("id", action.Name);
        writer.WriteString("name", action.Name);
        writer.WriteString("description", action.Description);
        WriteParameters(writer, "inputs", action.Inputs);
        WriteParameters(writer, "outputs", action.Outputs);
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, string property, IReadOnlyList<ConnectorParameter> parameters)
    {
        writer.WriteStartArray(property);
        foreach (var parameter in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("id", parameter.Name);
            writer.WriteString("name", parameter.Name);
            writer.WriteString("description", parameter.Description);
            writer.WriteString("type", parameter.Type == ConnectorParameterType.Json ? "json" : "string");
            writer.WriteBoolean("required", parameter.IsRequired);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSetting(Utf8JsonWriter writer, ConnectorSetting setting)
    {
        writer.WriteStartObject();
        writer.WriteString("name", setting.Name);
        writer.WriteString("description", setting.Description);
        writer.WriteBoolean("required", true);
        writer.WriteBoolean("secure", setting.IsSecret);
        writer.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter writer, ConnectorError error)
    {
        writer.WriteStartObject();
        writer.WriteString("name", error.Name);
        writer.WriteString("description", error.Description);
        writer.WriteString("code", error.Name);
        writer.WriteEndObject();
    }
}
