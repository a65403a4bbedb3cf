using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>Gives a theory the ids of a category's cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CasesOfAttribute(string category) : DataAttribute
{
    public string Category { get; } = category;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. ConformanceSuite.Read(Category).Select(@case => new TheoryDataRow<string>(@case.Id))]);

    public override bool SupportsDiscoveryEnumeration() => false;
}
