using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>
/// The least time or the bytes of a benchmark over those of a peer, and in brackets the most that they may be. The least time is the one
/// that a busy machine disturbs least.
/// </summary>
internal sealed class PeerColumn(string peer, bool bytes) : IColumn
{
    public string Id => ColumnName;

    public string ColumnName => $"{(bytes ? "Bytes" : "Time")}/{peer}";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => bytes ? 1 : 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => $"{(bytes ? "Bytes allocated" : "Least time")}, relative to {(peer == PeerAttribute.Jvm ? "Apache FreeMarker on the JVM" : peer)} (at most)";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var target = benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttributes<PeerAttribute>().SingleOrDefault(attribute => attribute.Name == peer);
        var most = bytes ? target?.Bytes : target?.Time;
        return most is > 0 && Measure(summary[benchmarkCase]) / MeasurePeer(summary, target!) is { } ratio
            ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} ({most:0.##})")
            : "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    private double? MeasurePeer(Summary summary, PeerAttribute target)
    {
        if (target.Name != PeerAttribute.Jvm)
        {
            return Measure(summary.Reports.FirstOrDefault(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == target.Measured));
        }

        return JvmPeer.Read(target.Measured) is { } jvm ? bytes ? jvm.Bytes : jvm.Nanoseconds : null;
    }

    private double? Measure(BenchmarkReport? report) =>
        bytes ? report?.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) : report?.ResultStatistics?.Min;
}
