using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>Which case of <c>cases.json</c> a benchmark method measures.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}

/// <summary>Our time or bytes over those of Apache FreeMarker on the JVM, from <see cref="JvmPeer"/>.</summary>
internal sealed class JvmRatioColumn(bool bytes) : IColumn
{
    public string Id => ColumnName;

    public string ColumnName => bytes ? "Bytes/JVM" : "Time/JVM";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => bytes ? 1 : 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => bytes ? "Bytes allocated, relative to Apache FreeMarker on the JVM" : "Mean time, relative to Apache FreeMarker's median on the JVM";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var id = benchmarkCase.Descriptor.WorkloadMethod.GetCustomAttributes(typeof(CaseAttribute), false).OfType<CaseAttribute>().SingleOrDefault()?.Id;
        var report = summary[benchmarkCase];
        if (id is null || JvmPeer.Read(id) is not { } peer || report?.ResultStatistics is null)
        {
            return "-";
        }

        var ratio = bytes
            ? report.GcStats.GetBytesAllocatedPerOperation(benchmarkCase) / peer.Bytes
            : report.ResultStatistics.Mean / peer.Nanoseconds;
        return ratio?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
