namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>The engines that a test is about.</summary>
public enum EngineKind
{
    Camunda8,
    Camunda7,
}
