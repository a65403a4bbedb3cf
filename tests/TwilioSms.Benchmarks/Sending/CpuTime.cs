using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TwilioSms.Benchmarks.Sending;

/// <summary>
/// The processor time of this process a send, which a stopwatch does not show: at concurrency 64 the wall clock also waits for the
/// peer. The benchmark's process writes it down; the column reads it.
/// </summary>
internal static class CpuTime
{
    private static string FileOf(string benchmark) => Path.Combine(Path.GetTempPath(), $"twiliosms-benchmark-cpu-{benchmark}.txt");

    public static TimeSpan Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    public static void Record(string benchmark, TimeSpan spent, long sends) =>
        File.WriteAllText(FileOf(benchmark), (spent.TotalMicroseconds / sends).ToString(CultureInfo.InvariantCulture));

    internal static double? Read(string benchmark) =>
        File.Exists(FileOf(benchmark)) ? double.Parse(File.ReadAllText(FileOf(benchmark)), CultureInfo.InvariantCulture) : null;
}

/// <summary>Shows <see cref="CpuTime"/> a send, or its ratio to the baseline's.</summary>
internal sealed class CpuTimeColumn(bool ratio) : IColumn
{
    public string Id => ColumnName;

    public string ColumnName => ratio ? "CPU ratio" : "CPU/send";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => ratio ? 1 : 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => ratio
        ? "Processor time of the client process a send, relative to the baseline"
        : "Processor time of the client process a send, in microseconds";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var own = CpuTime.Read(benchmarkCase.Descriptor.WorkloadMethod.Name);
        var baseline = summary.BenchmarksCases.FirstOrDefault(
            other => summary.IsBaseline(other) && other.Descriptor.Categories.SequenceEqual(benchmarkCase.Descriptor.Categories));
        var whole = ratio ? own / (baseline is null ? null : CpuTime.Read(baseline.Descriptor.WorkloadMethod.Name)) : own;
        return whole?.ToString(ratio ? "0.00" : "0.0", CultureInfo.InvariantCulture) ?? "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}

/// <summary>The columns of <see cref="SendBenchmarks"/>.</summary>
public sealed class CpuTimeColumns : ManualConfig
{
    public CpuTimeColumns() => AddColumn(new CpuTimeColumn(ratio: false), new CpuTimeColumn(ratio: true));
}
