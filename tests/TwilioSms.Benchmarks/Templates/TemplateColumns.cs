using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>How <see cref="TemplateBenchmarks"/> are run and shown: many short iterations, and the peers instead of a baseline.</summary>
public sealed class TemplateColumns : ManualConfig
{
    public TemplateColumns()
    {
        AddJob(Job.Default.WithWarmupCount(5).WithIterationCount(25).WithIterationTime(TimeInterval.FromMilliseconds(200)));
        HideColumns("Error", "StdDev", "Median", "Gen0", "Gen1", "Gen2");
        AddColumn(
            StatisticColumn.Min,
            new PeerColumn(PeerAttribute.Jvm, bytes: false),
            new PeerColumn(PeerAttribute.Jvm, bytes: true),
            new PeerColumn(PeerAttribute.Handlebars, bytes: false),
            new PeerColumn(PeerAttribute.Interpolation, bytes: false));
    }
}
