namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>Cases that lean on the JVM: each gives the same here, or the difference is a decision with a reason.</summary>
public sealed class JvmSpecificTests
{
    private static readonly HashSet<string> Decisions = ConformanceSuite.ReadDecisions();

    [Theory, CasesOf(ConformanceSuite.JvmSpecific)]
    public void Agrees_unless_a_decision_says_otherwise(string id)
    {
        var @case = ConformanceSuite.Find(ConformanceSuite.JvmSpecific, id);
        var difference = ConformanceSuite.Difference(@case, ConformanceEngine.Render(@case));
        if (Decisions.Contains(id))
        {
            difference.Should().NotBeNull("{0} is listed in jvm-specific-decisions.json", id);
        }
        else
        {
            difference.Should().BeNull();
        }
    }

    [Fact]
    public void Every_decision_is_about_a_case() =>
        Decisions.Should().BeSubsetOf(ConformanceSuite.Read(ConformanceSuite.JvmSpecific).Select(@case => @case.Id));
}
