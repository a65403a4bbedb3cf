using System.Text;
using TwilioSms.Connector;

namespace TwilioSms;

/// <summary>What there is to know of the connector for an engine that calls it and a modeller that shows it.</summary>
public sealed class ConnectorDescription
{
    internal ConnectorDescription(
        string id,
        string name,
        string description,
        ConnectorAction action,
        IReadOnlyList<ConnectorSetting> configuration,
        IReadOnlyList<ConnectorError> errors,
        string iconSvg)
    {
        Id = id;
        Name = name;
        Description = description;
        Action = action;
        Configuration = configuration;
        Errors = errors;
        IconSvg = iconSvg;
    }

    /// <summary>The name that processes refer to: <c>twilio-connector</c>.</summary>
    public string Id { get; }

    /// <summary>The name that people read.</summary>
    public string Name { get; }

    /// <summary>What the connector does, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The one action: SEND_SMS.</summary>
    public ConnectorAction Action { get; }

    /// <summary>What an operator sets.</summary>
    public IReadOnlyList<ConnectorSetting> Configuration { get; }

    /// <summary>The 30 errors that a boundary event can catch.</summary>
    public IReadOnlyList<ConnectorError> Errors { get; }

    /// <summary>The icon of the action's task, an SVG document.</summary>
    public string IconSvg { get; }

    /// <summary><see cref="IconSvg"/> as a <c>data:</c> URI.</summary>
    public string IconDataUri => "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(IconSvg));

    /// <summary>The connector definition of Activiti and of Alfresco Process Automation. Their format has no place for an icon.</summary>
    public string ToAlfrescoJson() => AlfrescoDefinition.Write(this);

    /// <summary>The element template of Camunda 8, with the icon.</summary>
    public string ToCamundaJson() => CamundaElementTemplate.Write(this);

    /// <summary>The tables of the documentation, in Markdown.</summary>
    public string ToMarkdown() => ConnectorMarkdown.Write(this);
}

/// <summary>Something that a process can have the connector do.</summary>
public sealed class ConnectorAction
{
    internal ConnectorAction(
        string name,
        string implementation,
        string description,
        IReadOnlyList<ConnectorParameter> inputs,
        IReadOnlyList<ConnectorParameter> outputs)
    {
        Name = name;
        Implementation = implementation;
        Description = description;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>The name of the action: <c>SEND_SMS</c>.</summary>
    public string Name { get; }

    /// <summary>What a service task refers to the action by, the connector's id and the action's name:
    /// <c>twilio-connector.SEND_SMS</c>. The <c>implementation</c> in Activiti, the job type in Camunda 8.</summary>
    public string Implementation { get; }

    /// <summary>What the action does, in a sentence.</summary>
    public string Description { get; }

    /// <summary>What the action is given.</summary>
    public IReadOnlyList<ConnectorParameter> Inputs { get; }

    /// <summary>What it gives back.</summary>
    public IReadOnlyList<ConnectorParameter> Outputs { get; }
}

/// <summary>An input or an output of an action.</summary>
public class ConnectorParameter
{
    internal ConnectorParameter(string name, ConnectorParameterType type, bool isRequired, string description)
    {
        Name = name;
        Type = type;
        IsRequired = isRequired;
        Description = description;
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    /// <summary>The type of its value.</summary>
    public ConnectorParameterType Type { get; }

    /// <summary>Whether the action fails without it.</summary>
    public bool IsRequired { get; }

    /// <summary>What it means, in Markdown.</summary>
    public string Description { get; }
}

/// <summary>The type of an input or output, as a modeller offers it.</summary>
public enum ConnectorParameterType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A JSON object.</summary>
    Json,
}

/// <summary>A setting that the connector needs. All are required.</summary>
public sealed class ConnectorSetting
{
    internal ConnectorSetting(string name, bool isSecret, string description)
    {
        Name = name;
        IsSecret = isSecret;
        Description = description;
    }

    /// <summary>The name of the setting: <c>TWILIO_ACCOUNT</c>.</summary>
    public string Name { get; }

    /// <summary>Whether its value must be kept from view.</summary>
    public bool IsSecret { get; }

    /// <summary>What it means.</summary>
    public string Description { get; }
}

/// <summary>An error that a process can catch.</summary>
public sealed class ConnectorError
{
    internal ConnectorError(SmsErrorCode code, string description)
    {
        Code = code;
        Description = description;
    }

    /// <summary>Which error it is.</summary>
    public SmsErrorCode Code { get; }

    /// <summary>The error code of a BPMN boundary event: <c>INVALID_TO_PHONE_NUMBER_ERROR</c>.</summary>
    public string Name => Code.ToWireName();

    /// <summary>What it means, in a sentence.</summary>
    public string Description { get; }
}
