namespace TwilioSms.Camunda.Dialects;

/// <summary>The variables that the action reads and writes: no others are asked for.</summary>
internal static class ActionInputs
{
    private static readonly ConnectorAction Action = TwilioConnector.Describe().Action;

    public static IReadOnlyList<string> Names { get; } = [.. Action.Inputs.Select(static input => input.Name)];

    public static string ResultName { get; } = Action.Outputs[0].Name;
}
