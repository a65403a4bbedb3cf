using BenchmarkDotNet.Configs;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>The columns of <see cref="TemplateBenchmarks"/>: the peers instead of a baseline.</summary>
public sealed class TemplateColumns : ManualConfig
{
    public TemplateColumns() => HideColumns("Error", "StdDev", "Gen0", "Gen1", "Gen2").AddColumn(
        new PeerColumn(PeerAttribute.Jvm, bytes: false),
        new PeerColumn(PeerAttribute.Jvm, bytes: true),
        new PeerColumn(PeerAttribute.Handlebars, bytes: false),
        new PeerColumn(PeerAttribute.Interpolation, bytes: false));
}
