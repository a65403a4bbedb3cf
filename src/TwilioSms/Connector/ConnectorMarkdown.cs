using System.Text;

namespace TwilioSms.Connector;

/// <summary>Writes the tables of the documentation.</summary>
internal static class ConnectorMarkdown
{
    public static string Write(ConnectorDescription connector)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(connector.Action.Name).Append("\n\n");
        text.Append(connector.Action.Description).Append(" A service task refers to it as `").Append(connector.Action.Implementation).Append("`.\n\n");
        WriteParameters(text, "Input", connector.Action.Inputs);
        WriteParameters(text, "Output", connector.Action.Outputs);
        text.Append("## Configuration\n\n");
        WriteRow(text, "Setting", "Description");
        WriteRow(text, "---", "---");
        foreach (var setting in connector.Configuration)
        {
            WriteRow(text, setting.Name, (setting.IsSecret ? "*Required, secret.* " : "*Required.* ") + setting.Description);
        }

        text.Append("\n## Errors\n\n");
        WriteRow(text, "Error", "Description");
        WriteRow(text, "---", "---");
        foreach (var error in connector.Errors)
        {
            WriteRow(text, error.Name, error.Description);
        }

        return text.ToString();
    }

    private static void WriteParameters(StringBuilder text, string heading, IReadOnlyList<ConnectorParameter> parameters)
    {
        text.Append("### ").Append(heading).Append("\n\n");
        WriteRow(text, "Parameter", "Type", "Description");
        WriteRow(text, "---", "---", "---");
        foreach (var parameter in parameters)
        {
            WriteRow(
                text,
                parameter.Name,
                parameter.Type == ConnectorParameterType.Json ? "JSON" : "String",
                (parameter.IsRequired ? "*Required.* " : "*Optional.* ") + parameter.Description);
        }

        text.Append('\n');
    }

    private static void WriteRow(StringBuilder text, params string[] cells) =>
        text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");
}
