using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TwilioSms.Camunda.Tests.Worker;

/// <summary>Runs a test against each engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CombinedEnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<EngineKind>().Select(static kind => new TheoryDataRow<EngineKind>(kind))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
